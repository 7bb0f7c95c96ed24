import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// The resident and swapped bytes of files, by cachestat(2).
struct FileResidencyTests {
  /// Whether this kernel has the call.
  private static let isSupported: Bool = {
    guard let directory = try? FileDescriptor.open("/dev/shm", flags: 0) else { return false }
    defer { try? directory.close() }
    do throws(Errno) { _ = try PageCache(of: directory) } catch { return error != .noFunction }
    return true
  }()

  /// The segment as it is listed while the host has something in swap.
  private func listed(_ segment: TestSegment) throws -> Segment {
    try #require(
      try POSIXDirectory(root: "/").read(swapIsInUse: true).segments.first {
        $0.name?.bytes == segment.bytes
      })
  }

  @Test(.enabled(if: isSupported, "needs cachestat, Linux 6.5"))
  func `pages in RAM are counted without touching holes`() throws {
    try TestSegment.with(size: 8 * 4096) { file in
      try file.write([1], at: 4096)
      try file.write([1], at: 3 * 4096)
      var segments = [try listed(file)]
      #expect(segments[0].resident == nil)
      let before = try file.trace()
      var residency = FileResidency()
      residency.complete(&segments, root: "/", within: .unlimited)
      #expect(segments[0].swapped != nil)
      #expect((segments[0].resident ?? 0) + (segments[0].swapped ?? 0) == 2 * 4096)
      let after = try file.trace()
      #expect(before == after)
    }
  }

  @Test(.enabled(if: isSupported, "needs cachestat, Linux 6.5"))
  func `a part of a file is counted by itself`() throws {
    try TestSegment.with(size: 8 * 4096) { file in
      try file.write([1], at: 4096)
      let descriptor = FileDescriptor(rawValue: try file.open())
      defer { try? descriptor.close() }
      let written = try PageCache(of: descriptor, in: 4096..<8192)
      #expect(written.resident + written.swapped == 4096)
      let hole = try PageCache(of: descriptor, in: 8192..<32768)
      #expect(hole == PageCache(resident: 0, swapped: 0))
    }
  }

  @Test func `a name that belongs to another file by now is not asked about`() throws {
    try TestSegment.with(size: 4096) { file in
      try file.write([1])
      let found = try listed(file)
      try RealHost.replace(file) { tree, name in try tree.makeFIFO(name) }
      var segments = [found]
      var residency = FileResidency()
      residency.complete(&segments, root: "/", within: .unlimited)
      #expect(segments[0].resident == nil)
      #expect(segments[0].swapped == nil)
    }
  }

  @Test(.enabled(if: isSupported, "needs cachestat, Linux 6.5"))
  func `beyond the limit of a round, files wait for the next one`() throws {
    try TestSegment.with(size: 4096) { one in
      try TestSegment.with(size: 4096) { other in
        try one.write([1])
        try other.write([1])
        let found = [try listed(one), try listed(other)]
        var residency = FileResidency()
        var segments = found
        let budget = FileResidency.Budget(files: 1, pages: 100)
        residency.complete(&segments, root: "/", within: budget)
        #expect(segments.count { $0.resident != nil } == 1)
        segments = found
        residency.complete(&segments, root: "/", within: budget)
        #expect(segments.count { $0.resident != nil } == 2)
      }
    }
  }

  @Test func `an empty file takes nothing, and a disk is not asked about`() throws {
    try TestSegment.with(size: 0) { file in
      var empty = [try listed(file)]
      var residency = FileResidency()
      residency.complete(&empty, root: "/", within: .unlimited)
      #expect(empty[0].resident == 0)
      #expect(empty[0].swapped == 0)
    }
    var onDisk = [Samples.posix("x", allocated: nil)]
    var residency = FileResidency()
    residency.complete(&onDisk, root: "/", within: .unlimited)
    #expect(onDisk[0].resident == nil)
  }
}
