internal import Canvas
internal import SafeText
internal import Presentation

/// The prompt in the last line: what it asks for, the end of what was typed, and hints.
struct PromptView {
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
}

extension Monitor {
  /// The prompt that takes the keys, if one does.
  var promptView: PromptView? {
    switch overlay {
    case .searchPrompt:
      PromptView(
        label: "find: ", line: search.line, hints: notice.map { [$0.text] } ?? [],
        hintStyle: notice?.style ?? .dim)
    case .filterPrompt(let prompt):
      PromptView(
        label: "filter: ", line: prompt.line,
        hints: prompt.line.text.isEmpty
          ? FilterWord.all.map { "\(DisplayText(stringLiteral: $0.name))=" } : [])
    case .gotoPrompt(let line):
      PromptView(
        label: "go to: ", line: line,
        hints: line.text.isEmpty ? ["0x1000 ", "4096 ", "4K ", "+16 ", "-16 ", "50%"] : [])
    case .findPrompt(let prompt): findView(prompt)
    case .savePrompt(let prompt): saveView(prompt)
    case .help, .sortMenu, .removal, .bulk, .signal, .consent, .bookmarkMenu, nil: nil
    }
  }

  private func findView(_ prompt: FindPrompt) -> PromptView {
    guard prompt.side == .text else {
      return PromptView(
        label: "find bytes: ", line: prompt.line,
        hints: (prompt.line.text.isEmpty ? ["7f 45 4c 46 ", "0x7f45 ", "\"text\" "] : [])
          + ["Tab: text"])
    }
    var hints: [DisplayText] = ["Tab: bytes ", "^T: case "]
    if !prompt.mindsCase, prompt.line.text.contains(where: { $0 >= 0x80 }) {
      hints.append("as UTF-8, any case for a-z only")
    }
    return PromptView(
      label: prompt.mindsCase ? "find text, this case: " : "find text, any case: ",
      line: prompt.line, hints: hints)
  }

  private func saveView(_ prompt: SavePrompt) -> PromptView {
    switch prompt.step {
    case .start: PromptView(label: "save from: ", line: prompt.line, hints: ["Enter: how many"])
    case .count:
      PromptView(
        label: "save how many bytes: ", line: prompt.line, hints: ["Enter: to where ", "Up: back"])
    case .file:
      PromptView(label: "save to: ", line: prompt.line, hints: ["Enter: save ", "Up: back"])
    }
  }

  /// Says above the prompt what is wrong, in as many rows as that takes.
  func drawProblem(_ problem: DisplayText?, above footer: Rectangle, _ frame: inout Frame) {
    guard let problem, footer.columns > 0 else { return }
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
