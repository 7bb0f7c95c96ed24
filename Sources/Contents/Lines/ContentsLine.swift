/// A part of a segment that takes one line on the screen.
///
/// It is a row of bytes, or a run of rows that are equal to the row before them.
package struct ContentsLine: Hashable, Sendable {
  /// Its offsets; it starts at the start of a row.
  package let range: Range<UInt64>
  /// The bytes of the row, or of each row of the run; fewer than a full row only at the end.
  package let bytes: [UInt8]
  /// Whether it is a hole.
  package let isHole: Bool

  package init(range: Range<UInt64>, bytes: [UInt8], isHole: Bool = false) {
    self.range = range
    self.bytes = bytes
    self.isHole = isHole
  }

  /// Whether it represents more than one row.
  package var isRun: Bool { UInt64(range.upperBound - range.lowerBound) > UInt64(bytes.count) }

  /// The number of bytes that it represents.
  package var length: UInt64 { range.upperBound - range.lowerBound }

  /// The byte at an offset of the segment, if this line contains it.
  package func byte(at place: UInt64) -> UInt8? {
    guard range.contains(place), !bytes.isEmpty else { return nil }
    return bytes[Int((place - range.lowerBound) % UInt64(bytes.count))]
  }
}

/// A request for lines of a segment.
package struct LineRequest: Hashable, Sendable {
  /// An offset in the line that the others are counted from.
  package var anchor: UInt64
  /// The numbers of lines before that one, and from it on.
  package var above: Int
  package var below: Int
  /// Bytes in a row: a power of two, at most a page.
  package var bytesPerRow: Int
  /// Whether equal rows are combined into runs.
  package var squeezes: Bool

  package init(anchor: UInt64, above: Int, below: Int, bytesPerRow: Int, squeezes: Bool) {
    self.anchor = anchor
    self.above = above
    self.below = below
    self.bytesPerRow = bytesPerRow
    self.squeezes = squeezes
  }
}
