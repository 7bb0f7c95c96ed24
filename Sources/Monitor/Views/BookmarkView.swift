internal import Canvas
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// Draws the list of bookmarks: their places, and the bytes that were there.
  func drawBookmarks(_ menu: BookmarkMenu, in part: Rectangle, _ frame: inout Frame) {
    guard case .contents(let contents) = screen else { return }
    let marks = bookmarks[contents.segment]
    let digits = hexGrid(of: contents.segment).offsetDigits
    let visible = menu.position.visible(height: max(1, part.rows - 2), count: marks.count)
    let lines = visible.map { index in
      let mark = marks[index]
      var text = index == menu.position.cursor ? "> " as DisplayText : "  "
      text.append(hex: mark.place, width: digits)
      text.append(literal: "  ")
      for byte in mark.bytes { text.append(byte: byte, in: settings.charset) }
      return BoxView.Line(
        text: text.prefix(columns: max(1, part.columns - 4)),
        style: index == menu.position.cursor ? .selected : .dialog)
    }
    BoxView(title: "Bookmarks: Enter goes, d removes", lines: lines, charset: settings.charset)
      .draw(in: part, &frame)
  }
}
