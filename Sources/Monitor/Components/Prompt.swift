internal import Canvas
internal import SafeText
internal import Formatting

/// The prompt in the last line: what it asks for, the end of what was typed, and hints.
struct Prompt {
  let label: DisplayText
  let line: LineEditor
  /// What is said behind what was typed, as much as there is room for.
  var hints: [DisplayText] = []
  var hintStyle = Style.dim

  func draw(in part: Rectangle, _ frame: inout Frame, charset: Charset) {
    var column = frame.draw(label, row: part.row, column: 0, in: part, style: .key)
    let text = DisplayText(typed: line.text, in: charset)
      .suffix(columns: max(0, part.columns - column - 1))
    column = frame.draw(text, row: part.row, column: column, in: part)
    frame.draw("_", row: part.row, column: column, in: part)
    column += 3
    for hint in hints {
      guard column + hint.columns <= part.right else { break }
      column = frame.draw(hint, row: part.row, column: column, in: part, style: hintStyle) + 1
    }
  }

  /// Draws what is wrong above the last line, in as many rows as that takes.
  func drawProblem(above footer: Rectangle, _ frame: inout Frame) {
    guard let problem = line.problem, footer.columns > 0 else { return }
    let lines = problem.wrapped(to: footer.columns).prefix(max(0, footer.row))
    let part = Rectangle(
      row: footer.row - lines.count, column: 0, rows: lines.count, columns: footer.columns)
    frame.fill(part)
    for (index, line) in lines.enumerated() {
      frame.draw(line, row: part.row + index, column: 0, in: part, style: .warning)
    }
  }
}

extension DisplayText {
  /// Makes what is being typed: a space at an end is no riddle there, as the cursor stands behind it.
  init(typed bytes: [UInt8], in charset: Charset) {
    self.init()
    let words = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if index > 0 { append(literal: " ") }
      append(escaping: word, in: charset)
    }
  }
}
