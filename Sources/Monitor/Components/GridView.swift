internal import Canvas
internal import SafeText
internal import Formatting

extension Grid {
  /// Draws the headings and the rows of a table; `cursor` is the selected row.
  func draw(
    sortedBy sorted: Int? = nil, cursor: Int? = nil, ellipsis: DisplayText, in part: Rectangle,
    _ frame: inout Frame
  ) {
    guard !part.isEmpty else { return }
    let places = places(in: part.columns - 1)
    let head = Rectangle(row: part.row, column: part.column, rows: 1, columns: part.columns)
    frame.fill(head, style: .heading)
    frame.draw(
      headings(at: places), row: part.row, column: part.column, in: head, style: .heading)
    if let place = places.first(where: { $0.index == sorted }) {
      frame.restyle(
        Rectangle(
          row: part.row, column: part.column + place.column, rows: 1, columns: place.width),
        .sortedHeading)
    }
    for row in rows.indices.prefix(max(0, part.rows - 1)) {
      let line = part.row + 1 + row
      frame.draw(
        self.line(row, at: places, mark: ellipsis), row: line, column: part.column, in: part)
      if row == cursor {
        frame.restyle(
          Rectangle(row: line, column: part.column, rows: 1, columns: part.columns), .selected)
      }
    }
  }
}

extension Array {
  /// Lines of help about columns.
  func helpLines<Row>() -> [Box.Line] where Element == Column<Row> {
    map { Box.Line(entry: $0.layout.heading, $0.meaning) }
  }
}
