import CTestSupport
import Glibc
import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

@Suite("What the kernel says about files", .enabled(if: FileLease.areReliable, "needs leases"))
struct KernelAnswersTests {
  private static let scan = HolderScan(timestamp: Timestamp(seconds: 1))

  /// A segment with these holders, as `answers` complete it.
  private func completed(
    _ segment: Segment, holders: [Holder]?, by answers: inout KernelAnswers,
    scan: HolderScan = scan
  ) -> Segment {
    var segments = [segment]
    segments[0].holders = holders
    answers.complete(&segments, scan, root: "/")
    return segments[0]
  }

  private func holder(_ command: String) -> Holder {
    Holder(
      process: ProcessID(rawValue: 1), user: UserID(rawValue: 0), command: Array(command.utf8))
  }

  @Test(arguments: [nil, []] as [[Holder]?])
  func `are set if no holder is known`(holders: [Holder]?) throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let segment = completed(try file.segment(), holders: holders, by: &answers)
    #expect(segment.isHeldAnywhere == false)
  }

  @Test func `are not asked for if a holder is known`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let segment = completed(try file.segment(), holders: [holder("cat")], by: &answers)
    #expect(segment.isHeldAnywhere == nil)
    #expect(segment.holders == [holder("cat")])
  }

  @Test func `clear a holder that only was another run of this program asking`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let segment = completed(try file.segment(), holders: [holder("shmtop")], by: &answers)
    #expect(segment.holders == [])
    #expect(segment.isHeldAnywhere == false)
  }

  @Test func `clear no holder that only looked the file up and still has it`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let descriptor = try checked { open(file.path.string, ctest_path_only) }
    defer { close(descriptor) }
    var known = Holder(
      process: ProcessID(rawValue: getpid()), user: UserID(rawValue: 0),
      command: Array("shmtop".utf8))
    known.link = .descriptor(descriptor)
    let segment = completed(try file.segment(), holders: [known], by: &answers)
    #expect(segment.holders == [known])
    #expect(segment.isHeldAnywhere == nil)
  }

  @Test func `are not asked for on a file system that shows other files in mappings`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    var scan = Self.scan
    scan.shm.isCertain = false
    let segment = completed(try file.segment(), holders: [], by: &answers, scan: scan)
    #expect(segment.isHeldAnywhere == nil)
  }

  @Test func `confirm a holder that calls itself like this program`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let made = try file.segment()
    let segment = try HoldingChild.with(.descriptor, of: file.path.string) { _ in
      completed(made, holders: [holder("shmtop")], by: &answers)
    }
    #expect(segment.holders == [holder("shmtop")])
  }

  @Test func `are kept as long as the scan, unless the file changes`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let made = try file.segment()
    #expect(completed(made, holders: [], by: &answers).isHeldAnywhere == false)
    let later = HolderScan(timestamp: Timestamp(seconds: 2))
    let (kept, new, changed) = try HoldingChild.with(.descriptor, of: file.path.string) { _ in
      let kept = completed(made, holders: [], by: &answers)
      try file.write([1])
      let changed = completed(try file.segment(), holders: [], by: &answers)
      let new = completed(made, holders: [], by: &answers, scan: later)
      return (kept, new, changed)
    }
    #expect(kept.isHeldAnywhere == false)
    #expect(changed.isHeldAnywhere == true)
    #expect(new.isHeldAnywhere == true)
  }

  @Test func `are asked for again after each scan, though the file has not changed`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var answers = KernelAnswers()
    let made = try file.segment()
    #expect(completed(made, holders: [], by: &answers).isHeldAnywhere == false)
    let later = HolderScan(timestamp: Timestamp(seconds: 2))
    let new = try HoldingChild.with(.descriptor, of: file.path.string) { _ in
      completed(made, holders: [], by: &answers, scan: later)
    }
    #expect(new.isHeldAnywhere == true)
  }

  @Test(arguments: [true, false], [true, false])
  func `are set for each name of a file, whether they are kept or not`(
    keeps: Bool, isHeld: Bool
  ) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let other = file.path.string + "-other"
    try checked { link(file.path.string, other) }
    defer { unlink(other) }
    let inode = try file.segment().file?.inode
    var segments = try POSIXDirectory(root: "/").read(swapIsInUse: false).segments
      .filter { $0.file?.inode == inode }
    try #require(segments.count == 2)
    var answers = KernelAnswers(keepsAnswers: keeps)
    if isHeld {
      try HoldingChild.with(.descriptor, of: other) { _ in
        answers.complete(&segments, Self.scan, root: "/")
      }
    } else {
      answers.complete(&segments, Self.scan, root: "/")
    }
    #expect(segments.map(\.isHeldAnywhere) == [isHeld, isHeld])
  }
}
