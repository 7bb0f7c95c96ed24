internal import Canvas
internal import Query
internal import SafeText

/// The prompt for rows to find; the cursor of the table moves while it is typed.
struct FindPrompt: QueryPrompt {
  var line = LineEditor()
  var users = UserLookups()
  /// The row at which the cursor was when the prompt was opened.
  private let origin: Int
  /// The filter whose first row was found.
  private var sought = Filter()

  init(from origin: Int) { self.origin = origin }

  var history: History.Kind? { .findRow }

  mutating func apply(_ filter: Filter, _ context: inout Context) {
    guard filter != sought else { return }
    sought = filter
    let origin = origin
    context.tell(TableScreen.self) { table, context in
      table.find(filter, from: origin, &context)
    }
  }

  /// Closes the prompt; if the row under the cursor does not match, another is looked for, or it is said
  /// that there is none.
  mutating func conclude(_ filter: Filter, _ context: inout Context) {
    finish(&context)
    context.tell(TableScreen.self) { table, context in
      table.findAgain(from: table.cursor, step: 1, &context)
    }
  }

  mutating func cancel(_ context: inout Context) {
    let origin = origin
    context.dismiss()
    context.tell(TableScreen.self) { table, context in table.moveCursor(to: origin, context) }
  }

  func prompt(_ context: Context) -> Prompt? {
    Prompt(
      label: "find: ", line: line, hints: context.status.map { [$0.text] } ?? wordHints,
      hintStyle: context.status?.style ?? .dim)
  }
}
