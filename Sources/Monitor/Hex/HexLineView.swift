internal import Canvas
internal import Contents
internal import Formatting
internal import SafeText

/// Draws lines of bytes.
struct HexLineView {
  let contents: HexScreen
  let grid: HexGrid
  let glyphs: ByteGlyphCache

  /// Draws a row; a hole has `--` for digits.
  func draw(_ line: ContentsLine, row: Int, in part: Rectangle, _ frame: inout Frame) {
    var text = DisplayText()
    text.append(hex: line.range.lowerBound, width: grid.offsetDigits)
    frame.draw(text, row: row, column: 0, in: part, style: .offset)
    frame.draw("|", row: row, column: grid.textColumn - 1, in: part, style: .dim)
    for (index, byte) in line.bytes.enumerated() {
      let offset = line.range.lowerBound + UInt64(index)
      let typed = contents.editing?.edits[offset]?.typed
      let isHole = line.isHole && typed == nil
      let byte = typed ?? byte
      let isCursor = offset == contents.cursor
      let plain = isHole ? .dim : ByteClass(byte).style
      let marked = isCursor ? nil : contents.markStyle(of: byte, at: offset) ?? plain
      frame.draw(
        isHole ? ByteGlyphCache.hole.digits : glyphs.digits[Int(byte)], row: row,
        column: grid.column(ofByte: index), in: part,
        style: marked ?? contents.cursorStyle(of: byte, at: offset, on: .hex))
      frame.draw(
        isHole ? ByteGlyphCache.hole.character : glyphs.characters[Int(byte)], row: row,
        column: grid.textColumn + index, in: part,
        style: marked ?? contents.cursorStyle(of: byte, at: offset, on: .text))
    }
    frame.draw("|", row: row, column: grid.textColumn + line.bytes.count, in: part, style: .dim)
  }

  /// Draws a run of equal rows as one line, with its size.
  ///
  /// A long run has several lines; those after the first say so. Why: Decisions/22-lines-of-equal-rows.md
  func draw(run line: ContentsLine, row: Int, in part: Rectangle, _ frame: inout Frame) {
    var text: DisplayText = "*  "
    text.append(roundedBytes: line.length)
    if !line.isHole, contents.page?.run(goesOnWith: line) == true { text.append(literal: " more") }
    if line.isHole {
      text.append(literal: " hole: no memory behind it")
    } else if line.bytes.allSatisfy({ $0 == 0 }) {
      text.append(literal: " of zeros")
    } else {
      text.append(literal: " of equal rows")
    }
    // A rounded length is also written in full, if there is room.
    let exact: DisplayText = " (\(line.length) bytes)"
    if !line.length.isWholeInUnits, text.columns + exact.columns <= part.columns {
      text.append(exact)
    }
    let mark = contents.changes.mark(at: line.range.lowerBound)
    let style: Style =
      line.range.contains(contents.cursor)
      ? mark == nil ? .byteCursor : .changedByteCursor : mark?.style ?? .dim
    frame.draw(text, row: row, column: 0, in: part, style: style)
  }
}
