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
      let cursor = contents.cursor >= start ? Int(exactly: contents.cursor - start) : nil
      draw(bytes, at: start, grid, cursor: cursor, row: part.row + row, in: part, &frame) {
        contents.mark(at: $0, of: $1)?.style
      }
    }
  }

  private func draw(
    _ bytes: ArraySlice<UInt8>, at offset: UInt64, _ grid: HexGrid, cursor: Int?, row: Int,
    in part: Rectangle, _ frame: inout Frame, mark: (UInt64, UInt8) -> Style?
  ) {
    var text = DisplayText()
    text.append(hex: offset, width: grid.offsetDigits)
    frame.draw(text, row: row, column: 0, in: part, style: .offset)
    frame.draw("|", row: row, column: grid.textColumn - 1, in: part, style: .dim)
    for (index, byte) in bytes.enumerated() {
      let byteClass = ByteClass(byte)
      let marked = mark(offset + UInt64(index), byte)
      let isCursor = index == cursor
      let style =
        isCursor
        ? marked == nil ? .byteCursor : .changedByteCursor : marked ?? byteClass.style
      text.removeAll()
      text.append(hex: UInt64(byte), width: 2)
      frame.draw(text, row: row, column: grid.column(ofByte: index), in: part, style: style)
      text.removeAll()
      if let glyph = byteClass.glyph {
        text.append(glyph, in: settings.charset)
      } else {
        text.append(repeating: byte, count: 1)
      }
      frame.draw(text, row: row, column: grid.textColumn + index, in: part, style: style)
    }
    frame.draw("|", row: row, column: grid.textColumn + bytes.count, in: part, style: .dim)
  }
}

extension ByteChanges.Mark {
  fileprivate var style: Style {
    switch self {
    case .fresh: .freshByte
    case .fading: .fadingByte
    case .different: .differentByte
    }
  }
}
