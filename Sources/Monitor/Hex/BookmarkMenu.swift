internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The list of a segment's bookmarks.
struct BookmarkMenu: Overlay {
  private let segment: Segment
  private var position = ListPosition()

  init(of segment: Segment) { self.segment = segment }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    [
      KeyBinding(
        .character("d"), .delete, label: "remove", meaning: "remove the bookmark"
      ) { menu, context in
        if let chosen = menu.chosen(context) {
          _ = context.hex.bookmarks.remove(at: chosen.offset, in: menu.segment)
        }
        menu.keepCursorOnScreen(&context)
      }
    ]
    + KeyBinding.moving { step, menu, context in
      menu.position.move(step, height: menu.rows(context), count: menu.marks(context).count)
    } + [
      KeyBinding(.enter, label: "choose", meaning: "choose") { menu, context in
        context.dismiss()
        guard let offset = menu.chosen(context)?.offset else { return }
        context.tell(HexScreen.self) { hex, context in hex.show(offset, &context) }
      }, .leaving(), .repaint,
    ]

  private func marks(_ context: Context) -> [Bookmark] { context.hex.bookmarks[segment] }

  private func chosen(_ context: Context) -> Bookmark? {
    let marks = marks(context)
    return marks.indices.contains(position.cursor) ? marks[position.cursor] : nil
  }

  private func rows(_ context: Context) -> Int {
    max(1, Layout(size: context.size).body.rows - 2)
  }

  private mutating func keepCursorOnScreen(_ context: inout Context) {
    let count = marks(context).count
    guard count > 0 else { return context.dismiss() }
    position.keepOnScreen(height: rows(context), count: count)
  }

  /// Draws the offsets of the bookmarks, and the bytes at them.
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let part = layout.body
    let marks = marks(context)
    let digits = HexGrid(width: context.size.columns, size: segment.size).offsetDigits
    let visible = position.visible(height: max(1, part.rows - 2), count: marks.count)
    let lines = visible.map { index in
      var text: DisplayText = index == position.cursor ? "> " : "  "
      text.append(hex: marks[index].offset, width: digits)
      text.append(literal: "  ")
      for byte in marks[index].bytes { text.append(byte: byte, in: context.charset) }
      return Box.Line(
        text: text.prefix(columns: max(1, part.columns - 4)),
        style: index == position.cursor ? .selected : .dialog)
    }
    Box(title: "Bookmarks: Enter goes there, d removes", lines: lines, charset: context.charset)
      .draw(in: part, &frame)
  }
}
