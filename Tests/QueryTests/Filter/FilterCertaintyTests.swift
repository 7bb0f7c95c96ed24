import Formatting
import Query
import TestSupport
import Testing

@testable import SharedMemory

/// What a check may say of segments that are not known well enough, or not seen at all.
struct FilterCertaintyTests {
  private func filter(_ text: String) throws -> Filter {
    try Filter(text: Array(text.utf8)) { _ in nil }
  }

  @Test(
    arguments: [
      ("state=orphan", nil), ("not state=orphan", nil), ("state!=in-use", nil),
      ("state=unknown", true), ("not state=unknown", false), ("kind=sysv state=orphan", false),
      ("kind=posix or state=orphan", true), ("alloc>1", nil), ("size>1M", false),
    ] as [(String, Bool?)])
  func `an unknown state may be any other`(_ text: String, _ answer: Bool?) throws {
    var segment = Samples.posix("x", size: 4096, allocated: nil)
    segment.verdict = Verdict(.unknown, [])
    let filter = try filter(text)
    #expect(filter.answer(0, of: [segment], in: Filter.Scene(Samples.format)) == answer)
  }

  @Test(
    arguments: [
      ("", true), ("kind=memfd", true), ("kind=posix size>1G", true), ("kind=sysv", false),
      ("state=orphan", false), ("state=idle or state=unknown", false), ("state=removed", true),
      ("state=in-use kind=memfd", true), ("state=in-use kind=posix", false),
      ("state!=orphan", true), ("not state=removed not state=in-use", false), ("key=0x1", false),
      ("key!=0x1", true), ("name=x", true), ("kind=semaphore", true), ("!kind=sysv", true),
      ("state=orphan or size>1", true),
    ])
  func `a segment that was not seen has no name and is held`(_ text: String, _ can: Bool) throws {
    #expect(try filter(text).canMatch(UnseenSegment.held) == can)
  }
}
