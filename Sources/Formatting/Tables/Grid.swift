package import SafeText

/// A small table of texts that leaves out columns if there is no room for all.
package struct Grid: Sendable {
  /// The position of a column in a line.
  package struct Place: Equatable, Sendable {
    /// Its index among the columns of the table.
    package let index: Int
    package let column: Int
    package let width: Int

    package init(index: Int, column: Int, width: Int) {
      self.index = index
      self.column = column
      self.width = width
    }
  }

  package var columns: [ColumnLayout]
  /// One text for each column, row by row.
  package var rows: [[DisplayText]]

  /// A table of these columns with a line for each row.
  package init<Row>(_ columns: [Column<Row>], of rows: some Sequence<Row>, _ format: FormatOptions)
  {
    self.init(
      columns: columns.map(\.layout),
      rows: rows.map { row in columns.map { $0.text(of: row, format) } })
  }

  package init(columns: [ColumnLayout], rows: [[DisplayText]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The columns that fit in this many cells, and their positions.
  ///
  /// No column is wider than 64; a longer value makes only its own line longer.
  package func places(in room: Int) -> [Place] {
    let wanted = columns.indices.map { index in
      min(Self.widest, rows.reduce(columns[index].minimumWidth) { max($0, $1[index].columns) })
    }
    var widths = [Int?](repeating: nil, count: columns.count)
    var left = room + Self.gap
    let ranked = columns.indices.sorted { columns[$0].rank < columns[$1].rank }
    for index in ranked {
      let width = columns[index].isElastic ? columns[index].minimumWidth : wanted[index]
      let rank = columns[index].rank
      guard rank == 0 || width + Self.gap <= left else { break }
      widths[index] = columns[index].isElastic ? min(width, max(0, room)) : width
      left -= width + Self.gap
    }
    for index in ranked where columns[index].isElastic {
      guard let width = widths[index] else { continue }
      let more = max(0, min(left, wanted[index] - width))
      widths[index] = width + more
      left -= more
    }
    var column = 0
    return widths.enumerated().compactMap { index, width in
      guard let width else { return nil }
      defer { column += width + Self.gap }
      return Place(index: index, column: column, width: width)
    }
  }

  /// The headings in one line.
  package func headings(at places: [Place]) -> DisplayText {
    line(columns.map(\.heading), at: places, mark: nil)
  }

  /// A row in one line; with a `mark`, values that are too wide are shortened and get the mark.
  package func line(_ row: Int, at places: [Place], mark: DisplayText? = nil) -> DisplayText {
    line(rows[row], at: places, mark: mark)
  }

  private func line(_ cells: [DisplayText], at places: [Place], mark: DisplayText?) -> DisplayText {
    var line = DisplayText()
    for (order, place) in places.enumerated() {
      var cell = cells[place.index]
      if let mark { cell = cell.elided(to: place.width, mark: mark) }
      if order > 0 { line.append(repeating: UInt8(ascii: " "), count: Self.gap) }
      let padding = place.width - cell.columns
      if columns[place.index].alignment == .right {
        line.append(repeating: UInt8(ascii: " "), count: padding)
        line.append(cell)
      } else {
        line.append(cell)
        let isLast = order == places.count - 1
        if !isLast { line.append(repeating: UInt8(ascii: " "), count: padding) }
      }
    }
    return line
  }

  /// The widest column.
  private static let widest = 64

  /// Columns of space between two columns.
  package static let gap = 1
}
