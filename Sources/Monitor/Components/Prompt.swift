internal import Canvas
internal import SafeText

/// The prompt in the last line: a label, the typed text, and hints.
struct Prompt {
  let label: DisplayText
  let line: LineEditor
  /// Hints after the typed text, as many as fit.
  var hints: [DisplayText] = []
  var hintStyle = Style.dim

  func draw(in part: Rectangle, _ frame: inout Frame, charset: Charset) {
    var column = frame.draw(label, row: part.row, column: part.column, in: part, style: .key)
    let rest = Rectangle(
      row: part.row, column: column, rows: part.rows, columns: part.right - column)
    column = line.draw(in: rest, &frame, charset: charset) + 2
    for hint in hints {
      guard column + hint.columns <= part.right else { break }
      column = frame.draw(hint, row: part.row, column: column, in: part, style: hintStyle) + 1
    }
  }

  /// Draws the error above the last line, wrapped.
  func drawProblem(above footer: Rectangle, _ frame: inout Frame) {
    guard let problem = line.problem, footer.columns > 0 else { return }
    let lines = problem.wrapped(to: footer.columns).prefix(max(0, footer.row))
    let part = Rectangle(
      row: footer.row - lines.count, column: 0, rows: lines.count, columns: footer.columns)
    frame.fill(part)
    for (index, line) in lines.enumerated() {
      frame.draw(
        line, row: part.row + index, column: 0, in: part,
        style: self.line.mistake?.isBeingTyped == true ? .plain : .warning)
    }
  }
}

/// An overlay for one line of text.
///
/// To add one: a type in a file of its own that has `line`, `accept` and `prompt`, and a key that
/// calls `context.show`.
protocol LinePrompt: Overlay {
  var line: LineEditor { get set }

  /// The history that Up and Down recall; `nil` for none.
  var history: History.Kind? { get }

  /// Enter was pressed.
  mutating func accept(_ context: inout Context)

  /// The text changed.
  mutating func textChanged(_ context: inout Context)

  /// Esc was pressed, or Backspace on an empty line.
  mutating func cancel(_ context: inout Context)
}

extension LinePrompt {
  static var hasFixedKeys: Bool { true }

  var keys: [KeyBinding<Self>] { [] }

  var takesPaste: Bool { true }

  var history: History.Kind? { nil }

  mutating func textChanged(_ context: inout Context) {}

  mutating func cancel(_ context: inout Context) { context.dismiss() }

  mutating func press(_ key: Key, _ context: inout Context) { edit(key, &context) }

  /// Passes a key to the line editor, and handles the result.
  mutating func edit(_ key: Key, _ context: inout Context) {
    let entries = history.flatMap { context.histories[$0] } ?? History()
    switch line.press(key, entries) {
    case .accepted: accept(&context)
    case .left: cancel(&context)
    case .repaint: context.perform(.repaint)
    case .edited: textChanged(&context)
    case .unchanged: break
    }
  }

  /// Adds the line, or `text` instead of it, to the history, and closes the prompt.
  func finish(keeping text: [UInt8]? = nil, _ context: inout Context) {
    if let history { context.histories[history, default: History()].add(text ?? line.text) }
    context.dismiss()
  }
}
