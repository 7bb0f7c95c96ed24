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

  private func meaning(_ text: String, _ segments: [Segment]) throws -> Selector.Resolution {
    let selector = try #require(Selector(Array(text.utf8)))
    return selector.resolve(
      in: SegmentIndex(Snapshot(timestamp: Samples.now, segments: segments, others: [Self.fifo])))
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

  @Test(arguments: ["nothing", "/nothing", "sysv:9", "key:9", "9", "psm/", "PSM"])
  func `a selector of a missing segment finds nothing`(text: String) throws {
    #expect(try meaning(text, [Self.seven, Self.psm]) == .nothing)
  }
}
