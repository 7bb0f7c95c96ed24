package import SharedMemory

/// A match of a search in several segments.
package struct SegmentHit: Hashable, Sendable {
  package let segment: Segment
  /// The match.
  package let range: Range<UInt64>
  /// The bytes from its start on: those of the match, and some after it.
  package let bytes: [UInt8]

  package init(segment: Segment, range: Range<UInt64>, bytes: [UInt8]) {
    self.segment = segment
    self.range = range
    self.bytes = bytes
  }
}
