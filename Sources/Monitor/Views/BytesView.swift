internal import Canvas
internal import Escaping
internal import SharedMemory

extension Monitor {
  /// Draws rows of bytes, with the cursor on both sides.
  func drawBytes(of contents: ContentsState, in part: Rectangle, _ frame: inout Frame) {
    guard let page = contents.page else { return }
    let grid = hexGrid(of: contents.segment)
    for row in 0..<part.rows {
      let start = contents.offset.addingSaturated(UInt64(row * grid.bytesPerRow))
      guard start >= page.offset, let skip = Int(exactly: start - page.offset),
        skip < page.bytes.count
      else { continue }
      let bytes = page.bytes[skip...].prefix(grid.bytesPerRow)
      draw(bytes, at: start, grid, of: contents, row: part.row + row, in: part, &frame)
      let range = start..<start.addingSaturated(UInt64(bytes.count))
      drawBookmark(
        of: contents, in: range, row: part.row + row, column: grid.offsetDigits, in: part, &frame)
      drawMatch(of: contents, in: range, grid, row: part.row + row, in: part, &frame)
    }
  }

  private func draw(
    _ bytes: ArraySlice<UInt8>, at offset: UInt64, _ grid: HexGrid, of contents: ContentsState,
    row: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    var text = DisplayText()
    text.append(hex: offset, width: grid.offsetDigits)
    frame.draw(text, row: row, column: 0, in: part, style: .offset)
    frame.draw("|", row: row, column: grid.textColumn - 1, in: part, style: .dim)
    for (index, byte) in bytes.enumerated() {
      let place = offset + UInt64(index)
      let isCursor = place == contents.cursor
      let marked = isCursor ? nil : contents.markStyle(of: byte, at: place) ?? ByteClass(byte).style
      text.removeAll()
      text.append(hex: UInt64(byte), width: 2)
      frame.draw(
        text, row: row, column: grid.column(ofByte: index), in: part,
        style: marked ?? contents.cursorStyle(of: byte, at: place, on: .hex))
      text.removeAll()
      text.append(byte: byte, in: settings.charset)
      frame.draw(
        text, row: row, column: grid.textColumn + index, in: part,
        style: marked ?? contents.cursorStyle(of: byte, at: place, on: .text))
    }
    frame.draw("|", row: row, column: grid.textColumn + bytes.count, in: part, style: .dim)
  }
}
