internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// The menu of what the rows are grouped by.
struct GroupMenu: Menu {
  private static let choices: [Grouping?] = [nil] + Grouping.allCases
  var cursor: Int

  init(at grouping: Grouping?) { cursor = Self.choices.firstIndex(of: grouping) ?? 0 }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    KeyBinding.selecting + [
      KeyBinding(.enter, .character(" "), label: "choose", meaning: "choose") { menu, context in
        context.dismiss()
        context.order.grouping = choices[menu.cursor]
        context.perform(.arrange(context.order))
      },
      KeyBinding(.character("z"), label: "next", meaning: "go to the next") { menu, _ in
        menu.cursor = (menu.cursor + 1) % choices.count
      }, .leaving(), .repaint,
    ]

  func title(_ context: Context) -> DisplayText { "Group by" }

  func rowCount(_ context: Context) -> Int { Self.choices.count }

  func text(ofRow row: Int, _ context: Context) -> DisplayText {
    Self.choices[row]?.meaning ?? "no groups"
  }
}
