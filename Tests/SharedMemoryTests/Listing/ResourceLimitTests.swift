import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The limits of shared memory, and which is nearest its end.
struct ResourceLimitTests {
  private func snapshot(
    _ segments: [Segment] = [], limits: KernelLimits?, _ usage: FileSystemUsage?,
    unlisted: Set<Segment.Kind> = []
  ) -> Snapshot {
    Snapshot(
      timestamp: Samples.now, segments: segments, limits: limits, fileSystem: usage,
      unlisted: unlisted)
  }

  private func limits(segments: UInt64 = 4096, pages: UInt64 = 1024) -> KernelLimits {
    KernelLimits(segments: segments, segmentSize: .max, pages: pages, pageSize: 4096)
  }

  @Test func `a limit that has ended comes first`() {
    let found = snapshot(
      [Samples.systemV(1, size: 4 << 20)], limits: limits(),
      FileSystemUsage(size: 100, used: 20, inodes: 50, usedInodes: 30)
    ).resourceLimits
    #expect(found.map(\.resource) == [.segmentBytes, .inodes, .fileSystemBytes, .segments])
    #expect(found.map(\.percent) == [100, 60, 20, 0])
    #expect(found.map(\.isAlarming) == [true, false, false, false])
  }

  @Test func `pages are counted as the kernel does, rounded up for each segment`() {
    let segments = [
      Samples.systemV(1, size: 1), Samples.systemV(2, size: 4097), Samples.posix("x", size: 9999),
    ]
    #expect(snapshot(segments, limits: limits(), nil).systemVPages == 3)
    #expect(snapshot([Samples.systemV(1, size: 0)], limits: limits(), nil).systemVPages == 0)
    let huge = (0..<3).map { Samples.systemV($0, size: .max) }
    #expect(snapshot(huge, limits: limits(), nil).systemVPages == 3 << 52)
    #expect(snapshot(segments, limits: nil, nil).systemVPages == nil)
  }

  @Test func `the default of SHMALL cannot be reached and is left out`() {
    let found = snapshot(limits: limits(pages: 18_446_744_073_692_774_399), nil).resourceLimits
    #expect(!found.contains { $0.resource == .segmentBytes })
  }

  @Test func `what could not be read is unknown, and alarming before limits with room`() {
    let found = snapshot(limits: limits(), nil, unlisted: [.systemV, .posix]).resourceLimits
    #expect(found.map(\.used) == [nil, nil, nil])
    #expect(found.allSatisfy { $0.isAlarming && $0.percent == nil })
  }

  @Test func `a tmpfs without a limit is unlimited, and its use unknown`() {
    let found = snapshot(limits: limits(), FileSystemUsage(size: nil, used: nil)).resourceLimits
    let shm = found.first { $0.resource == .fileSystemBytes }
    #expect(shm?.isUnlimited == true)
    #expect(shm?.isAlarming == false)
    #expect(!found.contains { $0.resource == .inodes })
  }

  @Test(
    arguments: [
      (0, 0, 100), (1, 0, 100), (74, 100, 74), (3, 2, 150), (.max, .max, 100), (.max, 1, .max),
      (0, .max, 0),
    ] as [(UInt64, UInt64, UInt64)])
  func `a percentage is exact for any numbers`(used: UInt64, limit: UInt64, percent: UInt64) {
    #expect(ResourceLimit(.segments, used: used, of: limit).percent == percent)
  }
}
