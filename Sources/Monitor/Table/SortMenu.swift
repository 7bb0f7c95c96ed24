internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// The menu of columns to sort by.
struct SortMenu: Menu {
  var cursor: Int

  init(at field: Field) { cursor = Field.selectable.firstIndex(of: field) ?? 0 }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    KeyBinding.selecting + [
      KeyBinding(fixed: .enter, label: "choose", meaning: "choose") { menu, context in
        context.dismiss()
        context.sort(by: Field.selectable[menu.cursor])
      }
    ] + KeyBinding.leaving()

  func title(_ context: Context) -> DisplayText { "Sort by (* now)" }

  func rowCount(_ context: Context) -> Int { Field.selectable.count }

  func currentRow(_ context: Context) -> Int? {
    Field.selectable.firstIndex(of: context.order.field)
  }

  func text(ofRow row: Int, _ context: Context) -> DisplayText {
    var text = Field.selectable[row].name
    text.pad(to: 8)
    text.append(Field.selectable[row].meaning)
    return text
  }
}
