internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// The filter of the rows on the screen; one that was just asked for may still be on its way.
  var shownFilter: Filter { rows?.arrangement.filter ?? table.arrangement.filter }

  /// Draws how many of all segments have rows, and which those are.
  func drawFilter(in part: Rectangle, _ frame: inout Frame) {
    var count: DisplayText = " filter"
    if let rows { count.append(" \(rows.shown)/\(rows.snapshot.segments.count)") }
    let column = frame.draw(count, row: part.row, column: part.column, in: part, style: .key) + 1
    var text = DisplayText()
    text.append(shownFilter, in: settings.charset)
    let mark = Glyph.ellipsis.text(in: settings.charset)
    frame.draw(
      text.elided(to: max(0, part.right - column), mark: mark), row: part.row, column: column,
      in: part, style: .strong)
  }

  /// Draws the prompt: the end of what was typed, and before anything was, the words there are.
  func draw(_ prompt: FilterPrompt, in part: Rectangle, _ frame: inout Frame) {
    var column = frame.draw("filter: ", row: part.row, column: 0, in: part, style: .key)
    let text = DisplayText(typed: prompt.text, in: settings.charset)
      .suffix(columns: max(0, part.columns - column - 1))
    column = frame.draw(text, row: part.row, column: column, in: part)
    frame.draw("_", row: part.row, column: column, in: part)
    guard prompt.text.isEmpty else { return }
    column += 3
    for word in FilterWord.all {
      var hint = DisplayText()
      hint.append(words: word.name)
      hint.append(words: "=")
      guard column + hint.columns <= part.right else { break }
      column = frame.draw(hint, row: part.row, column: column, in: part, style: .dim) + 1
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

  /// What can be typed into the prompt, for help.
  var filterHelp: [BoxView.Line] {
    var lines = [BoxView.Line(text: "Filters, as state=orphan min-size=1M", style: .strong)]
    for word in FilterWord.all {
      var text = DisplayText()
      text.append(words: word.name)
      text.append(words: "=")
      text.pad(to: 16)
      text.append(words: word.meaning)
      lines.append(BoxView.Line(text: text))
      var takes = DisplayText()
      takes.pad(to: 16)
      takes.append(words: word.takes)
      lines.append(BoxView.Line(text: takes, style: .dim))
    }
    lines.append(BoxView.Line(text: "foo             names with foo in them; /foo: that begin so"))
    lines.append(BoxView.Line(text: "One word twice means either, different words all."))
    return lines
  }
}
