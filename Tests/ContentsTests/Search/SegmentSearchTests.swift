import SharedMemory
import TestSupport
import Testing

@testable import Contents

/// A search in several segments.
struct SegmentSearchTests {
  private func segments(_ made: [TestSegment]) throws -> [Segment] {
    try made.map { try #require(RealHost.segment(named: $0.name)) }
  }

  private let needle = BytePattern(Array("Needle".utf8))

  @Test func `finds all matches, in the order of segments and offsets`() throws {
    let made = try [
      TestSegment(size: 8192, contents: Array("....NeedleNeedle".utf8)), TestSegment(size: 4096),
      TestSegment(size: 1 << 40),
    ]
    defer { for file in made { file.remove() } }
    try made[2].write(Array("a Needle.".utf8), at: 1 << 39)
    let pattern = try #require(needle)
    var search = SegmentSearch(for: pattern, in: 3)
    let all = try segments(made)
    search.run(in: all) { _ in true }
    #expect(search.isDone && search.searched == 3 && search.skipped.isEmpty && !search.hasMore)
    #expect(
      search.hits.map(\.range.lowerBound) == [4, 10, (1 << 39) + 2])
    #expect(search.hits.map(\.segment) == [all[0], all[0], all[2]])
    let hit = try #require(search.hits.last)
    #expect(hit.bytes.starts(with: Array("Needle.".utf8) + [0]))
    #expect(search.segmentsWithHits == 2)
  }

  @Test func `counts what cannot be read without a trace, and what is gone`() throws {
    let here = try TestSegment(size: 4096)
    defer { here.remove() }
    let gone = try TestSegment(size: 4096)
    let all = try segments([gone, here])
    gone.remove()
    let pattern = try #require(needle)
    var search = SegmentSearch(for: pattern, in: 2)
    search.run(in: all) { _ in true }
    #expect(search.searched == 1 && search.skipped == [.gone: 1] && search.isDone)
  }

  @Test func `keeps a limited number of hits and says that there are more`() throws {
    let file = try TestSegment(size: 1 << 16)
    defer { file.remove() }
    try file.fill(with: 0x41)
    let pattern = try #require(BytePattern([0x41]))
    var search = SegmentSearch(for: pattern, in: 1)
    search.run(in: try segments([file])) { _ in true }
    #expect(search.hits.count == SegmentSearch.most && search.hasMore && !search.isDone)
  }

  @Test func `stops when it is told to, between two hits too`() throws {
    let file = try TestSegment(size: 1 << 16)
    defer { file.remove() }
    try file.fill(with: 0x41)
    let pattern = try #require(BytePattern([0x41]))
    var search = SegmentSearch(for: pattern, in: 1)
    search.run(in: try segments([file])) { $0.hits.count < 10 }
    #expect(search.hits.count == 10 && !search.hasMore && !search.isDone)
  }
}
