internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// The filter of the rows on the screen; one that was just asked for may still be on its way.
  var shownFilter: Filter { rows?.sortAndFilter.filter ?? table.sortAndFilter.filter }

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
      in: part, style: .emphasis)
  }

  /// What can be typed into the prompt, for help.
  var filterHelp: [BoxView.Line] {
    var lines = [BoxView.Line(text: "Filters, as state=orphan min-size=1M", style: .emphasis)]
    for word in FilterWord.all {
      var text = DisplayText()
      text.append(literal: word.name)
      text.append(literal: "=")
      text.pad(to: 16)
      text.append(literal: word.meaning)
      lines.append(BoxView.Line(text: text))
      var takes = DisplayText()
      takes.pad(to: 16)
      takes.append(literal: word.takes)
      lines.append(BoxView.Line(text: takes, style: .dim))
    }
    lines.append(BoxView.Line(text: "foo             names with foo in them; /foo: that begin so"))
    lines.append(BoxView.Line(text: "One word twice means either, different words all."))
    return lines
  }
}
