internal import Canvas
internal import Formatting
internal import SafeText

/// A table on the screen: the headings, and the rows that fit.
struct GridView {
  let grid: Grid
  let places: [Grid.Place]
  let ellipsis: DisplayText
  /// The column that the rows are sorted by.
  var sorted: Int?
  /// The signs at the ends of the headings that there are more columns.
  var moreLeft = DisplayText()
  var moreRight = DisplayText()
  /// The selected row.
  var cursor: Int?
  /// The number of the first row in its list, for the mouse.
  var firstRow = 0
  /// The mark before a row, and the style of the row; `nil` if rows have no marks.
  var marks: ((_ row: Int) -> (text: DisplayText, style: Style))?

  func draw(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty else { return }
    drawHeadings(in: part, &frame)
    for row in grid.rows.indices.prefix(part.rows - 1) {
      let line = Rectangle(
        row: part.row + 1 + row, column: part.column, rows: 1, columns: part.columns)
      frame.setTarget(.row(firstRow + row), in: line)
      draw(row, in: line, &frame)
      if row == cursor { frame.restyle(line, .selected) }
    }
  }

  private func drawHeadings(in part: Rectangle, _ frame: inout Frame) {
    let line = Rectangle(row: part.row, column: part.column, rows: 1, columns: part.columns)
    frame.fill(line, style: .heading)
    frame.draw(moreLeft, row: line.row, column: line.column, in: line, style: .sortedHeading)
    frame.draw(
      moreRight, row: line.row, column: line.right - moreRight.columns, in: line,
      style: .sortedHeading)
    for place in places {
      frame.setTarget(
        .heading(place.index),
        in: Rectangle(
          row: line.row, column: line.column + (marks == nil ? 0 : 1) + place.column, rows: 1,
          columns: place.width))
      draw(
        heading(of: place), at: place, in: line, &frame,
        style: place.index == sorted ? .sortedHeading : .heading)
    }
  }

  /// The heading of a column, shortened to its place; the sign of the order at its end stays.
  private func heading(of place: Grid.Place) -> DisplayText {
    let heading = grid.columns[place.index].heading
    guard heading.columns > place.width else { return heading }
    guard place.index == sorted, place.width > 1 else {
      return heading.shortened(to: place.width, mark: ellipsis)
    }
    var short = heading.prefix(columns: heading.columns - 1)
      .shortened(to: place.width - 1, mark: ellipsis)
    short.append(heading.suffix(columns: 1))
    return short
  }

  private func draw(_ row: Int, in line: Rectangle, _ frame: inout Frame) {
    let mark = marks?(row)
    if let mark {
      frame.draw(mark.text, row: line.row, column: line.column, in: line, style: mark.style)
    }
    for place in places {
      draw(
        grid.rows[row][place.index].elided(to: place.width, mark: ellipsis), at: place, in: line,
        &frame, style: mark?.style ?? .plain)
    }
  }

  /// Draws one cell of a line.
  private func draw(
    _ text: DisplayText, at place: Grid.Place, in line: Rectangle, _ frame: inout Frame,
    style: Style
  ) {
    let isRight = grid.columns[place.index].alignment == .right
    let indent = isRight ? max(0, place.width - text.columns) : 0
    let start = line.column + (marks == nil ? 0 : 1)
    frame.draw(
      text, row: line.row, column: start + place.column + indent, in: line, style: style)
  }
}

extension Grid {
  /// Appends the sort mark to the heading of a column.
  mutating func mark(sorted column: Int, isAscending: Bool, in charset: Charset) {
    columns[column].heading.append(isAscending ? .ascending : .descending, in: charset)
  }
}

extension Array {
  /// Lines of help about columns.
  func helpLines<Row>() -> [Box.Line] where Element == Column<Row> {
    map { Box.Line(entry: $0.layout.heading, $0.meaning) }
  }
}
