internal import Kernel
package import SharedMemory
package import SystemPackage

/// A search for all matches of a pattern in several segments, and its progress or result.
///
/// It reads only segments that can be read without side effects, and counts the others.
///
/// Why: Decisions/84-search-in-all-segments.md
package struct SegmentSearch: Hashable, Sendable {
  package let pattern: BytePattern
  /// The number of segments to search.
  package let total: Int
  /// The matches, in the order of the segments and of their offsets.
  package private(set) var hits: [SegmentHit] = []
  /// Whether there are more matches than ``hits``.
  package private(set) var hasMore = false
  /// The number of segments that were searched to the end.
  package private(set) var searched = 0
  /// The numbers of segments that were not searched, by the reason.
  package private(set) var skipped: [ContentsError: Int] = [:]
  /// The segment that is being searched, and the offset reached; `nil` between two segments.
  package private(set) var current: Place?
  /// Whether nothing is left to search.
  package private(set) var isDone = false

  /// An offset in a segment.
  package struct Place: Hashable, Sendable {
    package let segment: Segment
    package let offset: UInt64
  }

  /// The number of segments with matches.
  package var segmentsWithHits: Int { Set(hits.map(\.segment.identity)).count }

  /// The most matches that are kept.
  package static let most = 1000
  /// The fewest and the most bytes from the start of a match on that are kept.
  private static let (fewestKept, mostKept) = (32, 64)

  /// The state before the search.
  package init(for pattern: BytePattern, in total: Int) {
    self.pattern = pattern
    self.total = total
  }

  /// A search with this result.
  init(
    for pattern: BytePattern, in total: Int, hits: [SegmentHit], searched: Int,
    skipped: [ContentsError: Int], isDone: Bool
  ) {
    self.init(for: pattern, in: total)
    (self.hits, self.searched, self.skipped, self.isDone) = (hits, searched, skipped, isDone)
  }

  /// Searches segments one after the other; each is open only while it is searched.
  ///
  /// `shouldContinue` is called between blocks with the progress; if it returns `false`, the search
  /// ends there. A segment that only this search still holds is closed at the next block.
  package mutating func run(
    in segments: [Segment], root: FilePath = "/", while shouldContinue: (SegmentSearch) -> Bool
  ) {
    for segment in segments {
      guard !hasMore, shouldContinue(self) else { return }
      do throws(ContentsError) {
        let reader = try ContentsReader.open(segment, accepting: .nothing, root: root)
        guard try search(reader, of: segment, while: shouldContinue) else { return }
        searched += 1
      } catch {
        skipped[error, default: 0] += 1
      }
      current = nil
    }
    isDone = true
  }

  /// Finds the matches in a segment; returns `false` if the search has ended.
  private mutating func search(
    _ reader: ContentsReader, of segment: Segment, while shouldContinue: (SegmentSearch) -> Bool
  ) throws(ContentsError) -> Bool {
    var offset: UInt64 = 0
    var isGone = false
    var blocks = 0
    while true {
      let outcome: SearchOutcome
      do throws(Errno) {
        outcome = try reader.search(for: pattern, from: offset) { reached in
          current = Place(segment: segment, offset: reached)
          blocks += 1
          // Asking costs calls, and a block takes a fraction of a millisecond.
          if blocks % 64 == 0 { isGone = reader.isLastReference(with: segment) }
          return !isGone && shouldContinue(self)
        }
      } catch { throw ContentsError(reading: error) }
      switch outcome {
      case .notFound: return true
      case .cancelled where isGone: throw .gone
      case .cancelled: return false
      case .found(let place):
        guard hits.count < Self.most else {
          hasMore = true
          return false
        }
        hits.append(hit(at: place, in: segment, reader))
        // Each match begins a new search, so this is asked between two of them too.
        current = Place(segment: segment, offset: place)
        guard shouldContinue(self) else { return false }
        offset = place.addingSaturated(1)
      }
    }
  }

  private func hit(
    at place: UInt64, in segment: Segment, _ reader: ContentsReader
  ) -> SegmentHit {
    let count = max(Self.fewestKept, min(pattern.count, Self.mostKept))
    return SegmentHit(
      segment: segment, range: place..<place.addingSaturated(UInt64(pattern.count)),
      bytes: (try? reader.read(at: place, count: count)) ?? [])
  }
}
