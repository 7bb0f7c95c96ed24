internal import Presentation
internal import SharedMemory

/// Where one is in the table.
struct TableScreen: Sendable {
  /// The order that was asked for; the rows follow when they are made.
  var sortAndFilter = SortAndFilter(by: .allocated)
  /// The segment of the selected row; it stays selected wherever its row goes.
  var selection: SegmentID?
  /// The selected row.
  var cursor = 0
  /// The first row on the screen.
  var top = 0
  var tags = Tags()

  /// Finds the selected segment again in new rows; where it is gone, the row at its place is next.
  mutating func follow(_ rows: TableModel) {
    tags.follow(rows)
    if let selection, let row = rows.row(of: selection, near: cursor) {
      cursor = row
    } else {
      select(cursor, in: rows)
    }
  }

  /// Selects a row, or the nearest there is.
  mutating func select(_ row: Int, in rows: TableModel) {
    cursor = max(0, min(row, rows.count - 1))
    selection = rows.count == 0 ? nil : rows[cursor].identity.id
  }

  /// Moves the rows so that the selected one is among the `height` on the screen.
  mutating func scroll(height: Int, count: Int) {
    guard height > 0 else { return }
    top = min(top, cursor)
    top = max(top, cursor - height + 1)
    top = max(0, min(top, count - height))
  }
}
