/// A part of a segment that takes one line on a screen: a row of bytes, or a run of rows that are
/// equal to the row before them.
package struct ContentsLine: Hashable, Sendable {
  /// Where it lies; it starts at the start of a row.
  package let range: Range<UInt64>
  /// The bytes of the row, or of each row of the run; fewer than a row has only at the end.
  package let bytes: [UInt8]
  /// Whether no memory is behind any of it.
  package let isHole: Bool

  package init(range: Range<UInt64>, bytes: [UInt8], isHole: Bool = false) {
    self.range = range
    self.bytes = bytes
    self.isHole = isHole
  }

  /// Whether it stands for more than one row.
  package var isRun: Bool { UInt64(range.upperBound - range.lowerBound) > UInt64(bytes.count) }

  /// How many bytes it stands for.
  package var length: UInt64 { range.upperBound - range.lowerBound }

  /// The byte at an offset of the segment, if it lies in here.
  package func byte(at place: UInt64) -> UInt8? {
    guard range.contains(place), !bytes.isEmpty else { return nil }
    return bytes[Int((place - range.lowerBound) % UInt64(bytes.count))]
  }
}

/// Which lines of a segment are wanted.
package struct LineRequest: Hashable, Sendable {
  /// A byte of the line that the others are counted from.
  package var anchor: UInt64
  /// Lines before that one, and lines from it on.
  package var above: Int
  package var below: Int
  /// A power of two, no more than a page has.
  package var bytesPerRow: Int
  /// Whether equal rows become runs.
  package var squeezes: Bool

  package init(anchor: UInt64, above: Int, below: Int, bytesPerRow: Int, squeezes: Bool) {
    self.anchor = anchor
    self.above = above
    self.below = below
    self.bytesPerRow = bytesPerRow
    self.squeezes = squeezes
  }
}
