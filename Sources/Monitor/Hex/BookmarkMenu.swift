internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The list of a segment's bookmarks.
struct BookmarkMenu: Menu {
  private let segment: Segment
  var cursor = 0

  init(of segment: Segment) { self.segment = segment }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      KeyBinding(
        .removeBookmark, label: "remove", meaning: "remove the bookmark"
      ) { menu, context in
        if let chosen = menu.chosen(context) {
          _ = context.hex.bookmarks.remove(at: chosen.offset, in: menu.segment)
        }
        let count = menu.rowCount(context)
        if count == 0 { context.dismiss() }
        menu.cursor = max(0, min(menu.cursor, count - 1))
      }
    ] + KeyBinding.selecting + [
      KeyBinding(fixed: .enter, label: "choose", meaning: "choose") { menu, context in
        context.dismiss()
        guard let offset = menu.chosen(context)?.offset else { return }
        context.tell(HexScreen.self) { hex, context in hex.show(offset, &context) }
      }
    ] + KeyBinding.leaving()

  private func marks(_ context: Context) -> [Bookmark] { context.hex.bookmarks[segment] }

  private func chosen(_ context: Context) -> Bookmark? {
    let marks = marks(context)
    return marks.indices.contains(cursor) ? marks[cursor] : nil
  }

  func title(_ context: Context) -> DisplayText {
    "Bookmarks: Enter goes there, \(context.key(of: .removeBookmark)) removes"
  }

  func rowCount(_ context: Context) -> Int { marks(context).count }

  /// The offset of a bookmark, and the bytes at it.
  func text(ofRow row: Int, _ context: Context) -> DisplayText {
    let mark = marks(context)[row]
    let digits = HexGrid(width: context.size.columns, size: segment.size).offsetDigits
    var text = DisplayText()
    text.append(hex: mark.offset, width: digits)
    text.append(literal: "  ")
    for byte in mark.bytes { text.append(byte: byte, in: context.charset) }
    return text
  }
}
