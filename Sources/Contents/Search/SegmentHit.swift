package import SharedMemory

/// A match of a search in several segments.
package struct SegmentHit: Hashable, Sendable {
  package let segment: Segment
  /// The match.
  package let range: Range<UInt64>
  /// The bytes around the match, and the offset of the first of them.
  package let bytes: [UInt8]
  package let start: UInt64

  package init(segment: Segment, range: Range<UInt64>, bytes: [UInt8], start: UInt64) {
    self.segment = segment
    self.range = range
    self.bytes = bytes
    self.start = start
  }
}
