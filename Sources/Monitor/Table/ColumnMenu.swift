internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// The menu in which columns are shown, hidden, moved and sized; the table follows at once.
struct ColumnMenu: Menu {
  /// A column that can be shown.
  private struct Row: Sendable {
    let field: Field
    var isShown: Bool
    /// The width that was chosen; `nil` as wide as its values.
    var width: Int?
    /// The width that it has on the screen.
    let drawn: Int
  }

  private var rows: [Row]
  var cursor = 0

  /// The menu for a table with these columns on the screen, by width.
  init(_ choice: ColumnChoice, shown: [(field: Field, width: Int)]) {
    let entries =
      choice.isAutomatic ? shown.map { ColumnChoice.Entry($0.field) } : choice.entries
    rows = entries.map { entry in
      let drawn = shown.first { $0.field == entry.field }?.width
      return Row(
        field: entry.field, isShown: true, width: entry.width,
        drawn: drawn ?? entry.field.name.columns)
    }
    let chosen = entries.map(\.field)
    rows += Field.selectable.filter { !chosen.contains($0) }.map {
      Row(field: $0, isShown: false, drawn: $0.name.columns)
    }
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      KeyBinding(.tag, label: "show or hide", meaning: "show or hide it") { menu, context in
        menu.toggle(&context)
      },
      KeyBinding(fixed: .enter, meaning: "show or hide it") { menu, context in
        menu.toggle(&context)
      },
    ] + KeyBinding.leaving("done") + [
      KeyBinding(.moveColumnRight, label: "move", meaning: "move it to the right") {
        menu, context in menu.shift(1, &context)
      },
      KeyBinding(.moveColumnLeft, meaning: "move it to the left") {
        menu, context in menu.shift(-1, &context)
      },
      KeyBinding(.widenColumn, label: "wider", meaning: "make it wider") { menu, context in
        menu.widen(1, &context)
      },
      KeyBinding(.narrowColumn, label: "narrower", meaning: "make it narrower") {
        menu, context in menu.widen(-1, &context)
      },
      KeyBinding(.fitColumn, meaning: "make it as wide as its values") { menu, context in
        menu.rows[menu.cursor].width = nil
        menu.apply(&context)
      },
      KeyBinding(.automaticColumns, label: "automatic", meaning: "show as many columns as fit") {
        _, context in
        context.choose(.automatic)
        context.dismiss()
        context.say("as many columns as fit", .emphasis)
      },
    ]
    + KeyBinding.selecting

  private mutating func toggle(_ context: inout Context) {
    // NAME says what a row is.
    guard cursor > 0 else { return context.say("NAME is always shown") }
    rows[cursor].isShown.toggle()
    apply(&context)
  }

  /// Moves the column among the others.
  private mutating func shift(_ step: Int, _ context: inout Context) {
    let target = cursor + step
    guard cursor > 0 else { return context.say("NAME stays at the left") }
    guard target > 0, target < rows.count else { return }
    rows.swapAt(cursor, target)
    cursor = target
    apply(&context)
  }

  /// Selects a column, or shows or hides the one that is selected.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    if row == cursor { press(.enter, &context) } else { cursor = row }
  }

  private mutating func widen(_ step: Int, _ context: inout Context) {
    let row = rows[cursor]
    guard row.isShown else {
      return context.say("this column is not shown: press \(context.key(of: .tag))")
    }
    rows[cursor].width =
      ColumnChoice.Entry(row.field, width: (row.width ?? row.drawn) + step).width
    apply(&context)
  }

  private func apply(_ context: inout Context) {
    context.choose(
      ColumnChoice(
        rows.filter(\.isShown).map { ColumnChoice.Entry($0.field, width: $0.width) }))
  }

  func title(_ context: Context) -> DisplayText {
    context.columns.isAutomatic ? "Columns: as many as fit" : "Columns: chosen"
  }

  func rowCount(_ context: Context) -> Int { rows.count }

  /// Whether a column is shown, its name, its width if one was chosen, and its meaning.
  func text(ofRow row: Int, _ context: Context) -> DisplayText {
    let row = rows[row]
    var text: DisplayText = row.isShown ? "[x] " : "[ ] "
    text.append(row.field.name)
    if let width = row.width { text.append(" \(width)") }
    text.pad(to: 16)
    text.append(literal: " ")
    text.append(row.field.meaning)
    return text
  }
}

extension Context {
  /// Shows these columns, and asks for what they need.
  fileprivate mutating func choose(_ choice: ColumnChoice) {
    columns = choice
    guard order.columnNeeds != choice.needs else { return }
    order.columnNeeds = choice.needs
    perform(.arrange(order))
  }
}
