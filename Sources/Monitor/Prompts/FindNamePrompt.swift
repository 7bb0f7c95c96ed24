internal import Canvas
internal import SafeText

/// The prompt for a part of a name to find; the cursor of the table moves while it is typed.
struct FindNamePrompt: LinePrompt {
  var line = LineEditor()
  /// The row at which the cursor was when the prompt was opened.
  private let origin: Int

  init(from origin: Int) { self.origin = origin }

  var history: History.Kind? { .findName }

  mutating func accept(_ context: inout Context) { finish(&context) }

  mutating func textChanged(_ context: inout Context) {
    let (pattern, origin) = (line.text, origin)
    context.tell(TableScreen.self) { table, context in
      table.find(pattern, from: origin, &context)
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
