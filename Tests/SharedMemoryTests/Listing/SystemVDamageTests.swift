import Kernel
import SharedMemory
import TestSupport
import Testing

/// Rows of `/proc/sysvipc/shm` that make no sense are left out and counted, and cost no other row.
struct SystemVDamageTests {
  private static let good = "1 2 600 4 5 6 7 8 9 10 11 12 13 14 15 16"
  private static let columns =
    "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap"

  private func listing(_ lines: [String], end: String = "\n") throws -> SystemVTable.Listing {
    try Fixture.listing(of: ([Self.columns] + lines).joined(separator: "\n") + end)
  }

  @Test(
    arguments: [
      "", "   ", "garbage", "1 2 600", good + " 17", "x" + good, good + "x",
      "1 2 800 4 5 6 7 8 9 10 11 12 13 14 15 16",
      "1 2 600 -4 5 6 7 8 9 10 11 12 13 14 15 16",
      "1 2 600 18446744073709551616 5 6 7 8 9 10 11 12 13 14 15 16",
      "1 2147483648 600 4 5 6 7 8 9 10 11 12 13 14 15 16",
      "4294967296 2 600 4 5 6 7 8 9 10 11 12 13 14 15 16",
      "-2147483649 2 600 4 5 6 7 8 9 10 11 12 13 14 15 16",
      "1 2 600 4 5 6 7 4294967296 9 10 11 12 13 14 15 16",
      "1 2 600 4 5 6 7 - 9 10 11 12 13 14 15 16",
      "\u{1b}[2J", "1\0 2 600 4 5 6 7 8 9 10 11 12 13 14 15 16",
    ])
  func `a malformed row is left out, and the others stay`(row: String) throws {
    let listing = try listing([Self.good, row, Self.good])
    #expect(listing.segments.count == 2)
    #expect(listing.problem?.reason == .malformedLines(first: 3, count: 1))
    #expect(listing.problem?.isMinor == false)
  }

  @Test func `malformed rows are counted, and the first has its line number`() throws {
    let listing = try listing([Self.good, Self.good, "?", Self.good, "", "1 2 3"])
    #expect(listing.segments.count == 3)
    #expect(listing.problem?.reason == .malformedLines(first: 4, count: 3))
  }

  @Test func `a last line without a newline is malformed, whatever it contains`() throws {
    let listing = try listing([Self.good, Self.good], end: "")
    #expect(listing.segments.count == 1)
    #expect(listing.problem?.reason == .malformedLines(first: 3, count: 1))
  }

  @Test func `a last line cut in a column is left out`() throws {
    let listing = try listing([Self.good, "1 2 600 4 5"], end: "")
    #expect(listing.segments.count == 1)
    #expect(listing.problem?.reason == .malformedLines(first: 3, count: 1))
  }

  @Test func `spaces and tabs separate the columns`() throws {
    let listing = try listing(["\t1   2\t600 4 5 6 7 8 9 10 11 12 13 14 15 16  \t"])
    #expect(listing.segments.count == 1)
    #expect(listing.problem == nil)
  }
}
