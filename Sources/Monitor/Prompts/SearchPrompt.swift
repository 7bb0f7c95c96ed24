internal import Canvas
internal import SafeText

/// The prompt for a part of a name; the cursor of the table moves with each key.
struct SearchPrompt: LinePrompt {
  var line = LineEditor()
  /// The row at which the cursor was when the search began.
  private let origin: Int

  init(from origin: Int) { self.origin = origin }

  var history: History.Kind? { .search }

  mutating func accept(_ context: inout Context) { finish(&context) }

  mutating func textChanged(_ context: inout Context) {
    let (pattern, origin) = (line.text, origin)
    context.tell(TableScreen.self) { table, context in
      table.search(for: pattern, from: origin, &context)
    }
  }

  mutating func cancel(_ context: inout Context) {
    let origin = origin
    context.dismiss()
    context.tell(TableScreen.self) { table, context in table.moveCursor(to: origin, context) }
  }

  func prompt(_ context: Context) -> Prompt? {
    Prompt(
      label: "find: ", line: line, hints: context.status.map { [$0.text] } ?? [],
      hintStyle: context.status?.style ?? .dim)
  }
}
