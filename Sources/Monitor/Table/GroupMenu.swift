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

  static let bindings: [KeyBinding<Self>] =
    KeyBinding.selecting + [
      KeyBinding(fixed: .enter, label: "choose", meaning: "choose") { menu, context in
        menu.choose(&context)
      },
      KeyBinding(.tag, meaning: "choose") { menu, context in menu.choose(&context) },
      KeyBinding(.group, label: "next", meaning: "go to the next") { menu, _ in
        menu.cursor = (menu.cursor + 1) % choices.count
      },
    ] + KeyBinding.leaving()

  private func choose(_ context: inout Context) {
    context.dismiss()
    context.order.grouping = Self.choices[cursor]
    context.perform(.arrange(context.order))
  }

  func title(_ context: Context) -> DisplayText { "Group by (* now)" }

  func rowCount(_ context: Context) -> Int { Self.choices.count }

  func currentRow(_ context: Context) -> Int? {
    Self.choices.firstIndex(of: context.order.grouping)
  }

  func text(ofRow row: Int, _ context: Context) -> DisplayText {
    Self.choices[row]?.meaning ?? "no groups"
  }
}
