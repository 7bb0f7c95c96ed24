import Kernel
import Formatting
import Query
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Selectors that are looked up among segments.
struct SelectorResolveTests {
  private static let seven = Samples.systemV(7, key: 0x1234)
  private static let twin = Samples.systemV(8, key: 0x1234)
  private static let named = Samples.posix("7", inode: 2)
  private static let psm = Samples.posix("psm", inode: 3)
  private static let fifo = NonSegment(
    name: ShmName("fifo".utf8), type: .fifo, owner: Samples.owner,
    identity: FileIdentity(device: 25, inode: 9, birth: nil))

  /// A file that had this name.
  private static func unlinked(_ name: String, inode: UInt64 = 4) -> Segment {
    Segment(
      identity: .unlinked(
        ShmName(name.utf8), FileIdentity(device: 25, inode: inode, birth: nil)),
      kind: .posix, size: 1, allocated: 4096, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
  }

  private func meaning(
    _ text: String, _ segments: [Segment], problems: [ReadProblem] = []
  ) throws -> Selector.Resolution {
    let selector = try #require(Selector(Array(text.utf8)))
    return selector.resolve(
      in: SegmentIndex(
        Snapshot(
          timestamp: Samples.now, segments: segments, others: [Self.fifo], problems: problems)))
  }

  @Test func `a name, a number and a key find their segment`() throws {
    let all = [Self.seven, Self.psm]
    #expect(try meaning("psm", all) == .segment(Self.psm))
    #expect(try meaning("/psm", all) == .segment(Self.psm))
    #expect(try meaning("posix:/psm", all) == .segment(Self.psm))
    #expect(try meaning("7", all) == .segment(Self.seven))
    #expect(try meaning("sysv:7", all) == .segment(Self.seven))
    #expect(try meaning("key:0x1234", all) == .segment(Self.seven))
  }

  @Test func `a word that is both a name and an ID is ambiguous`() throws {
    let all = [Self.seven, Self.named]
    #expect(try meaning("7", all) == .ambiguous(all))
    #expect(try meaning("/7", all) == .segment(Self.named))
    #expect(try meaning("sysv:7", all) == .segment(Self.seven))
    #expect(try meaning("7", [Self.named]) == .segment(Self.named))
  }

  @Test func `a key of two segments is ambiguous`() throws {
    #expect(
      try meaning("key:0x1234", [Self.seven, Self.twin]) == .ambiguous([Self.seven, Self.twin]))
  }

  @Test func `a file that is not a segment is found as such`() throws {
    #expect(try meaning("fifo", []) == .other(Self.fifo))
    #expect(try meaning("posix:/fifo", []) == .other(Self.fifo))
  }

  @Test(arguments: ["psm", "/psm", "posix:/psm"])
  func `a name that no file has now is that of the unlinked segment that had it`(
    text: String
  ) throws {
    let (gone, other) = (Self.unlinked("psm"), Self.unlinked("psm", inode: 5))
    #expect(try meaning(text, [gone, Self.seven]) == .segment(gone))
    #expect(try meaning(text, [gone, Self.psm, other]) == .segment(Self.psm))
    #expect(try meaning(text, [gone, other]) == .ambiguous([gone, other]))
    #expect(try meaning(text, [Self.unlinked("psm/a"), Samples.memfd("psm")]) == .nothing)
  }

  @Test func `a number is that of a System V segment before it is the name of an unlinked one`()
    throws
  {
    let gone = Self.unlinked("7")
    #expect(try meaning("7", [gone, Self.seven]) == .segment(Self.seven))
    #expect(try meaning("/7", [gone, Self.seven]) == .segment(gone))
    #expect(try meaning("7", [gone]) == .segment(gone))
  }

  @Test func `no unlinked segment is meant if the name exists, or if that is not known`() throws {
    #expect(try meaning("fifo", [Self.unlinked("fifo")]) == .other(Self.fifo))
    let gone = Self.unlinked("closed/psm")
    let closed = ReadProblem(
      "/dev/shm/closed", .failed(.permissionDenied), directory: Array("closed".utf8))
    #expect(try meaning("/closed/psm", [gone], problems: [closed]) == .nothing)
    #expect(try meaning("/closed/psm", [gone]) == .segment(gone))
  }

  @Test(arguments: ["nothing", "/nothing", "sysv:9", "key:9", "9", "psm/", "PSM"])
  func `a selector of a missing segment finds nothing`(text: String) throws {
    #expect(try meaning(text, [Self.seven, Self.psm]) == .nothing)
  }
}
