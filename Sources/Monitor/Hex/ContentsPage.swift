package import Contents
package import Kernel

/// Consecutive lines of a segment, read at one moment.
package struct ContentsPage: Hashable, Sendable {
  package let lines: [ContentsLine]
  /// The row size and squeezing of the request.
  package let bytesPerRow: Int
  package let squeezes: Bool
  /// When they were read.
  package let timestamp: Timestamp

  package init(
    lines: [ContentsLine], bytesPerRow: Int, squeezes: Bool, timestamp: Timestamp
  ) {
    self.lines = lines
    self.bytesPerRow = bytesPerRow
    self.squeezes = squeezes
    self.timestamp = timestamp
  }

  /// The range of all lines.
  var range: Range<UInt64> {
    (lines.first?.range.lowerBound ?? 0)..<(lines.last?.range.upperBound ?? 0)
  }

  /// The line that contains an offset; `nil` if none does.
  func line(at offset: UInt64) -> ContentsLine? {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < lines.count, lines[low].range.contains(offset) else { return nil }
    return lines[low]
  }

  /// Whether a run goes on with a line that begins where it ends.
  func run(goesOnWith next: ContentsLine) -> Bool {
    guard next.range.lowerBound > 0, let line = line(at: next.range.lowerBound - 1) else {
      return false
    }
    return line.isRun && line.bytes == next.bytes && line.isHole == next.isHole
  }

  /// The byte at an offset; `nil` if it is not known.
  func byte(at offset: UInt64) -> UInt8? { line(at: offset)?.byte(at: offset) }
}
