internal import Canvas
internal import Contents
internal import Formatting
internal import SafeText

/// Draws the bytes that a row is compared with, and how many of them differ.
struct OtherLineView {
  let comparison: SegmentComparison
  let grid: HexGrid
  let glyphs: ByteGlyphCache
  let charset: Charset

  /// Draws the bytes in the columns of the row from `column` on; equal ones are dim.
  func draw(
    _ line: ContentsLine, row: Int, from column: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    // Past the end of the other there is nothing to compare.
    guard line.range.contains(where: { comparison.byte(at: $0) != nil }) else { return }
    let differences = comparison.differences(from: line)
    var sign = (differences > 0 ? Glyph.different : .equal).text(in: charset)
    if differences > 0 { sign.append(" \(differences)") }
    frame.draw(
      sign, row: row, column: column + max(0, grid.offsetDigits - sign.columns), in: part,
      style: differences > 0 ? .emphasis : .dim)
    frame.draw("|", row: row, column: column + grid.textColumn - 1, in: part, style: .dim)
    for (index, byte) in line.bytes.enumerated() {
      let offset = line.range.lowerBound + UInt64(index)
      guard let other = comparison.byte(at: offset) else { continue }
      let style: Style = other == byte ? .dim : .differentByte
      frame.draw(
        glyphs.digits[Int(other)], row: row, column: column + grid.column(ofByte: index), in: part,
        style: style)
      frame.draw(
        glyphs.characters[Int(other)], row: row, column: column + grid.textColumn + index,
        in: part, style: style)
    }
    frame.draw(
      "|", row: row, column: column + grid.textColumn + line.bytes.count, in: part, style: .dim)
  }
}
