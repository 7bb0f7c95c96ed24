/// The columns and rows of a screen or of a part of it.
package struct Size: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// One cell of a screen, from its top left corner.
package struct Position: Hashable, Sendable {
  package let row: Int
  package let column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A part of a screen, in cells from its top left corner.
package struct Rectangle: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package var rows: Int
  package var columns: Int

  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// The first row below.
  package var bottom: Int { row + rows }

  /// The first column to the right.
  package var right: Int { column + columns }

  /// Whether it has no cells.
  package var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Whether it contains a cell.
  package func contains(_ position: Position) -> Bool {
    (row..<bottom).contains(position.row) && (column..<right).contains(position.column)
  }

  /// Removes up to this many rows from the top, and returns them.
  package mutating func takeTop(_ count: Int) -> Rectangle {
    let count = min(max(0, count), rows)
    defer {
      row += count
      rows -= count
    }
    return Rectangle(row: row, column: column, rows: count, columns: columns)
  }

  /// Removes up to this many rows from the bottom, and returns them.
  package mutating func takeBottom(_ count: Int) -> Rectangle {
    let count = min(max(0, count), rows)
    rows -= count
    return Rectangle(row: row + rows, column: column, rows: count, columns: columns)
  }

  /// The part without a margin on each side.
  package func inset(rows margin: Int, columns side: Int) -> Rectangle {
    Rectangle(
      row: row + margin, column: column + side, rows: rows - 2 * margin,
      columns: columns - 2 * side)
  }

  /// A centred part of at most this size.
  package func centred(_ size: Size) -> Rectangle {
    let (rows, columns) = (min(size.rows, rows), min(size.columns, columns))
    return Rectangle(
      row: row + (self.rows - rows) / 2, column: column + (self.columns - columns) / 2,
      rows: rows, columns: columns)
  }
}
