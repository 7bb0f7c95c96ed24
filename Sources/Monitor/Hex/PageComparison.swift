internal import Contents
internal import Kernel

/// A comparison of two pages of a segment: the ranges that both have, and the bytes that differ.
struct PageComparison {
  /// A range that is in one line of each page.
  struct Part {
    let range: Range<UInt64>
    let line: ContentsLine
    let other: ContentsLine
  }

  let parts: [Part]

  init(_ page: ContentsPage, with other: ContentsPage) {
    var parts: [Part] = []
    var (index, otherIndex) = (0, 0)
    while index < page.lines.count, otherIndex < other.lines.count {
      let (line, before) = (page.lines[index], other.lines[otherIndex])
      let range = line.range.clamped(to: before.range)
      if !range.isEmpty { parts.append(Part(range: range, line: line, other: before)) }
      if line.range.upperBound <= before.range.upperBound { index += 1 } else { otherIndex += 1 }
    }
    self.parts = parts
  }

  /// The number of bytes that differ.
  var count: UInt64 { parts.reduce(0) { $0.addingSaturated($1.count) } }
}

extension PageComparison.Part {
  /// The offsets of bytes that differ; in two runs only those of the first row, because rows
  /// repeat.
  var differences: [UInt64] {
    // The usual case: whole rows that are equal.
    if line.range == other.range, line.bytes == other.bytes { return [] }
    let end = min(range.upperBound, range.lowerBound.addingSaturated(period))
    return (range.lowerBound..<end).filter { line.byte(at: $0) != other.byte(at: $0) }
  }

  /// The number of bytes that differ.
  var count: UInt64 {
    let differences = differences
    guard !differences.isEmpty else { return 0 }
    let length = range.upperBound - range.lowerBound
    let rest = length % period
    let inRest = differences.count { $0 - range.lowerBound < rest }
    let (whole, isTooMany) = (length / period).multipliedReportingOverflow(
      by: UInt64(differences.count))
    return isTooMany ? .max : whole.addingSaturated(UInt64(inRest))
  }

  /// The number of bytes after which both repeat; row sizes are powers of two.
  private var period: UInt64 { UInt64(max(line.bytes.count, other.bytes.count, 1)) }
}
