internal import Canvas
internal import Formatting
internal import SafeText

/// The menu of columns to sort by.
struct SortMenu: Overlay {
  private var cursor: Int

  init(at field: Field) { cursor = Field.selectable.firstIndex(of: field) ?? 0 }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    KeyBinding.moving { step, menu, _ in
      let last = Field.selectable.count - 1
      switch step {
      case .up: menu.cursor = max(0, menu.cursor - 1)
      case .down: menu.cursor = min(last, menu.cursor + 1)
      case .pageUp, .top: menu.cursor = 0
      case .pageDown, .bottom: menu.cursor = last
      }
    } + [
      KeyBinding(.enter, label: "choose", meaning: "choose") { menu, context in
        context.dismiss()
        context.sort(by: Field.selectable[menu.cursor])
      }, .leaving(), .repaint,
    ]

  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    cursor = row
    press(.enter, &context)
  }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let part = layout.body
    let fields = Field.selectable
    let room = max(1, part.rows - 2)
    let top = max(0, min(cursor - room / 2, fields.count - room))
    let lines = fields.enumerated().dropFirst(top).prefix(room).map { index, field in
      var text: DisplayText = index == cursor ? "> " : "  "
      text.append(field.name)
      text.pad(to: 10)
      text.append(field.meaning)
      return Box.Line(
        text: text.prefix(columns: Box.innerColumns(in: part)),
        style: index == cursor ? .selected : .dialog, target: .row(index))
    }
    Box(title: "Sort by", lines: lines, charset: context.charset).draw(in: part, &frame)
  }
}
