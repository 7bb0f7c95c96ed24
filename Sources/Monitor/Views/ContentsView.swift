internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Draws one line about the reading and then rows of bytes.
  func drawContents(_ contents: ContentsState, in part: Rectangle, _ frame: inout Frame) {
    var part = part
    let status = part.takeTop(1)
    let (text, style) = statusLine(contents)
    frame.draw(
      text.elided(to: part.columns, mark: Glyph.ellipsis.text(in: settings.charset)),
      row: status.row, column: 0, in: status, style: style)
    guard let page = contents.page else { return }
    let grid = hexGrid(of: contents.segment)
    for row in 0..<part.rows {
      let start = contents.offset.addingSaturated(UInt64(row * grid.bytesPerRow))
      guard start >= page.offset, let skip = Int(exactly: start - page.offset),
        skip < page.bytes.count
      else { continue }
      let bytes = page.bytes[skip...].prefix(grid.bytesPerRow)
      draw(bytes, at: start, grid, row: part.row + row, in: part, &frame)
    }
  }

  private func statusLine(_ contents: ContentsState) -> (DisplayText, Style) {
    var text = DisplayText()
    text.append(bytes: contents.segment.size, in: .human)
    if contents.segment.size == 0 { text.append(words: ": nothing to show") }
    if let failure = contents.failure {
      text.append(words: "  ")
      text.append(DisplayText(failure, in: settings.charset))
      return (text, .error)
    }
    guard let way = contents.way else {
      text.append(
        contents.isGone
          ? "  gone: these are its last bytes seen" : "  not open: these are the bytes last seen")
      return (text, .warning)
    }
    text.append(words: "  ")
    text.append(way.text)
    text.append(words: ": ")
    text.append(way.cost.text)
    return (text, way.cost == .nothing ? .dim : .warning)
  }

  private func draw(
    _ bytes: ArraySlice<UInt8>, at offset: UInt64, _ grid: HexGrid, row: Int,
    in part: Rectangle, _ frame: inout Frame
  ) {
    var text = DisplayText()
    text.append(hex: offset, width: grid.offsetDigits)
    frame.draw(text, row: row, column: 0, in: part, style: .offset)
    frame.draw("|", row: row, column: grid.textColumn - 1, in: part, style: .dim)
    for (index, byte) in bytes.enumerated() {
      let isPrintable = (0x20..<0x7f).contains(byte)
      let style: Style = byte == 0 ? .zeroByte : isPrintable ? .printableByte : .otherByte
      text.removeAll()
      text.append(hex: UInt64(byte), width: 2)
      frame.draw(text, row: row, column: grid.column(ofByte: index), in: part, style: style)
      text.removeAll()
      text.append(repeating: isPrintable ? byte : UInt8(ascii: "."), count: 1)
      frame.draw(text, row: row, column: grid.textColumn + index, in: part, style: style)
    }
    frame.draw("|", row: row, column: grid.textColumn + bytes.count, in: part, style: .dim)
  }
}
