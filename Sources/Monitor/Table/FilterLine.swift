internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The line of the filter: how many segments match, and the filter.
struct FilterLine {
  let context: Context

  func draw(in part: Rectangle, _ frame: inout Frame) {
    var count: DisplayText = " filter"
    if let rows = context.model { count.append(" \(rows.shown)/\(rows.snapshot.segments.count)") }
    let column = frame.draw(count, row: part.row, column: part.column, in: part, style: .key) + 1
    var text = DisplayText()
    text.append(context.shownFilter, in: context.charset)
    let mark = Glyph.ellipsis.text(in: context.charset)
    frame.draw(
      text.elided(to: max(0, part.right - column), mark: mark), row: part.row, column: column,
      in: part, style: .emphasis)
  }

  /// The filter words, for help.
  static var help: [Box.Line] {
    var lines = [Box.Line(text: "Filters, such as state=orphan min-size=1M", style: .emphasis)]
    for word in FilterWord.all {
      lines.append(
        Box.Line(
          entry: "\(DisplayText(stringLiteral: word.name))=",
          DisplayText(stringLiteral: word.meaning)))
      lines.append(
        Box.Line(
          entry: DisplayText(), DisplayText(stringLiteral: word.takes), style: .dim))
    }
    lines.append(Box.Line(entry: "foo", "names that contain foo; /foo: names that start with it"))
    lines.append(
      Box.Line(text: "A word given twice matches either value; different words must all match."))
    return lines
  }
}

extension Context {
  /// The filter of the rows on the screen; rows of a new filter may not have come yet.
  var shownFilter: Filter { model?.sortAndFilter.filter ?? order.filter }
}
