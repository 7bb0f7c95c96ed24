/// A part of a segment that is shown on one line of the hex screen.
///
/// It is a row of bytes, or a run of rows that all equal the row before the run.
package struct ContentsLine: Hashable, Sendable {
  /// The offsets of its bytes; the first is the start of a row.
  package let range: Range<UInt64>
  /// The bytes of the row, or of each row of the run.
  ///
  /// Only the last row of a segment can be shorter than the others.
  package let bytes: [UInt8]
  /// Whether it is a hole.
  package let isHole: Bool

  package init(range: Range<UInt64>, bytes: [UInt8], isHole: Bool = false) {
    self.range = range
    self.bytes = bytes
    self.isHole = isHole
  }

  /// Whether it stands for more than one row.
  package var isRun: Bool { UInt64(range.upperBound - range.lowerBound) > UInt64(bytes.count) }

  /// The number of bytes that it stands for.
  package var length: UInt64 { range.upperBound - range.lowerBound }

  /// The byte at an offset in the segment; `nil` if this line does not contain it.
  package func byte(at offset: UInt64) -> UInt8? {
    guard range.contains(offset), !bytes.isEmpty else { return nil }
    return bytes[Int((offset - range.lowerBound) % UInt64(bytes.count))]
  }
}

/// A request for lines of a segment.
package struct LineRequest: Hashable, Sendable {
  /// An offset in the segment; the line that contains it is the line that others are counted from.
  package var anchor: UInt64
  /// The number of lines before that line.
  package var above: Int
  /// The number of lines from that line on, including it.
  package var below: Int
  /// Bytes in a row: a power of two, at most a page.
  package var bytesPerRow: Int
  /// Whether equal rows are combined into runs, as `hexdump` does without `-v`.
  package var squeezes: Bool

  package init(anchor: UInt64, above: Int, below: Int, bytesPerRow: Int, squeezes: Bool) {
    self.anchor = anchor
    self.above = above
    self.below = below
    self.bytesPerRow = bytesPerRow
    self.squeezes = squeezes
  }
}
