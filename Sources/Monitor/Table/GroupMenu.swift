internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// The menu of what the rows are grouped by.
struct GroupMenu: Overlay {
  private static let choices: [Grouping?] = [nil] + Grouping.allCases
  private var cursor: Int

  init(at grouping: Grouping?) { cursor = Self.choices.firstIndex(of: grouping) ?? 0 }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    KeyBinding.moving { step, menu, _ in
      var position = ListPosition(cursor: menu.cursor)
      position.move(step, height: choices.count, count: choices.count)
      menu.cursor = position.cursor
    } + [
      KeyBinding(.enter, .character(" "), label: "choose", meaning: "choose") { menu, context in
        context.dismiss()
        context.order.grouping = choices[menu.cursor]
        context.perform(.arrange(context.order))
      },
      KeyBinding(.character("z"), label: "next", meaning: "go to the next") { menu, _ in
        menu.cursor = (menu.cursor + 1) % choices.count
      }, .leaving(), .repaint,
    ]

  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    cursor = row
    press(.enter, &context)
  }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let part = layout.body
    let room = max(1, part.rows - 2)
    let top = max(0, min(cursor - room / 2, Self.choices.count - room))
    let lines = Self.choices.enumerated().dropFirst(top).prefix(room).map { index, choice in
      var text: DisplayText = index == cursor ? "> " : "  "
      text.append(choice?.meaning ?? "no groups")
      return Box.Line(
        text: text.shortened(to: Box.innerColumns(in: part), mark: context.ellipsis),
        style: index == cursor ? .selected : .dialog, target: .row(index))
    }
    Box(title: "Group by", lines: Array(lines), charset: context.charset).draw(in: part, &frame)
  }
}
