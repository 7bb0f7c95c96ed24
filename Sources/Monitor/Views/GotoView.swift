internal import Canvas
internal import Escaping

extension Monitor {
  /// Draws the prompt: the end of what was typed, and before anything was, what can be.
  func draw(_ prompt: GotoPrompt, in part: Rectangle, _ frame: inout Frame) {
    var column = frame.draw("go to: ", row: part.row, column: 0, in: part, style: .key)
    let text = DisplayText(typed: prompt.text, in: settings.charset)
      .suffix(columns: max(0, part.columns - column - 1))
    column = frame.draw(text, row: part.row, column: column, in: part)
    frame.draw("_", row: part.row, column: column, in: part)
    guard prompt.text.isEmpty else { return }
    frame.draw(
      "0x1000  4096  4K  +16  -16  50%", row: part.row, column: column + 3, in: part, style: .dim)
  }
}
