internal import Canvas
internal import Contents
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// Draws one line about the reading, lines of bytes, and what there is to say about all of them.
  func drawContents(_ contents: HexScreen, _ frame: inout Frame) {
    let layout = contentsLayout
    drawStatus(of: contents, in: layout.status, &frame)
    drawBytes(of: contents, in: layout.bytes, &frame)
    MapView(contents: contents, window: window(of: contents), charset: settings.charset)
      .draw(in: layout.map, &frame)
    drawInspector(of: contents, in: layout.inspector, &frame)
  }

  /// Says how the bytes are reached and, where there is room, which one the cursor is on.
  private func drawStatus(
    of contents: HexScreen, in part: Rectangle, _ frame: inout Frame
  ) {
    let (text, style) = statusLine(contents)
    let end = frame.draw(
      text.elided(to: part.columns, mark: Glyph.ellipsis.text(in: settings.charset)),
      row: part.row, column: 0, in: part, style: style)
    guard contents.segment.size > 0 else { return }
    let place = placeOfCursor(contents)
    guard end + 2 + place.columns <= part.right else { return }
    frame.draw(place, row: part.row, column: part.right - place.columns, in: part)
  }

  private func placeOfCursor(_ contents: HexScreen) -> DisplayText {
    var text: DisplayText = "at 0x"
    text.append(hex: contents.cursor)
    // The product takes up to 71 bits; a segment can have become smaller than the cursor's place.
    let whole = max(1, contents.lastByte)
    let place = min(whole, contents.cursor)
    let percent = whole.dividingFullWidth(place.multipliedFullWidth(by: 100)).quotient
    text.append(", \(percent) %")
    if contents.side == .text { text.append(literal: ", text side") }
    return text
  }

  private func statusLine(_ contents: HexScreen) -> (DisplayText, Style) {
    var text = DisplayText()
    text.append(bytes: contents.segment.size, in: .human)
    if contents.segment.size == 0 { text.append(literal: ": nothing to show") }
    if let failure = contents.failure {
      text.append(literal: "  ")
      text.append(DisplayText(failure, in: settings.charset))
      return (text, .error)
    }
    guard let way = contents.way else {
      text.append(
        contents.isGone
          ? "  gone: these are its last bytes seen" : "  not open: these are the bytes last seen")
      return (text, .warning)
    }
    text.append(literal: "  ")
    text.append(way.text)
    text.append(literal: ": ")
    text.append(way.cost.text)
    return (text, way.cost == .nothing ? .dim : .warning)
  }
}
