internal import Contents
internal import Kernel

/// Where two pictures of a segment show the same bytes, and which of these differ.
struct PageComparison {
  /// A part that is in one line of either picture.
  struct Part {
    let range: Range<UInt64>
    let line: ContentsLine
    let other: ContentsLine
  }

  let parts: [Part]

  init(_ page: ContentsPage, with other: ContentsPage) {
    var parts: [Part] = []
    var (index, place) = (0, 0)
    while index < page.lines.count, place < other.lines.count {
      let (line, before) = (page.lines[index], other.lines[place])
      let range = line.range.clamped(to: before.range)
      if !range.isEmpty { parts.append(Part(range: range, line: line, other: before)) }
      if line.range.upperBound <= before.range.upperBound { index += 1 } else { place += 1 }
    }
    self.parts = parts
  }

  /// How many bytes differ.
  var count: UInt64 { parts.reduce(0) { $0.addingSaturated($1.count) } }
}

extension PageComparison.Part {
  /// The places that differ; of a part in two runs those of the first rows, as all others are alike.
  var differences: [UInt64] {
    // Whole rows most often, and most often equal.
    if line.range == other.range, line.bytes == other.bytes { return [] }
    let end = min(range.upperBound, range.lowerBound.addingSaturated(period))
    return (range.lowerBound..<end).filter { line.byte(at: $0) != other.byte(at: $0) }
  }

  /// How many bytes differ.
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

  /// After how many bytes both repeat; the sizes of rows are powers of two.
  private var period: UInt64 { UInt64(max(line.bytes.count, other.bytes.count, 1)) }
}
