internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// The menu of what the rows are grouped by.
struct GroupMenu: Menu {
  private static let choices: [Grouping?] = [nil] + Grouping.allCases
  var cursor: Int
  /// What they are grouped by now.
  private let current: Grouping?
  private let choice: @Sendable (Grouping?, inout Context) -> Void

  /// The menu that hands the choice on.
  init(
    at grouping: Grouping?, choice: @escaping @Sendable (Grouping?, inout Context) -> Void
  ) {
    current = grouping
    cursor = Self.choices.firstIndex(of: grouping) ?? 0
    self.choice = choice
  }

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
    choice(Self.choices[cursor], &context)
  }

  func title(_ context: Context) -> DisplayText { "Group by (* now)" }

  func rowCount(_ context: Context) -> Int { Self.choices.count }

  func currentRow(_ context: Context) -> Int? {
    Self.choices.firstIndex(of: current)
  }

  func text(ofRow row: Int, _ context: Context) -> DisplayText {
    Self.choices[row]?.meaning ?? "no groups"
  }
}
