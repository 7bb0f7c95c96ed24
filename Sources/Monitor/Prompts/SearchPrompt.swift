internal import Canvas
internal import SafeText

/// The prompt for a part of a name; the cursor of the table moves with each key.
struct SearchPrompt: Overlay {
  private var line = LineEditor()
  /// The row at which the cursor was when the search began.
  private let origin: Int

  init(from origin: Int) { self.origin = origin }

  var keys: [KeyBinding<Self>] { [] }

  mutating func press(_ key: Key, _ context: inout Context) {
    let origin = origin
    switch line.take(key) {
    case .accepted: context.dismiss()
    case .left:
      context.dismiss()
      context.tell(TableScreen.self) { table, context in table.moveCursor(to: origin, context) }
    case .repaint: context.perform(.repaint)
    case .nothing: break
    case .edited:
      let pattern = line.text
      context.tell(TableScreen.self) { table, context in
        table.search(for: pattern, from: origin, &context)
      }
    }
  }

  func prompt(_ context: Context) -> Prompt? {
    Prompt(
      label: "find: ", line: line, hints: context.status.map { [$0.text] } ?? [],
      hintStyle: context.status?.style ?? .dim)
  }
}
