internal import Canvas
internal import Formatting
internal import Query
internal import SharedMemory

/// The parts of the screen.
struct Layout: Equatable {
  let header: Rectangle
  /// The lines of a read error and of what is wrong with `/dev/shm`; empty if there is nothing.
  let problem: Rectangle
  /// The line of the filter; empty without a filter.
  let filter: Rectangle
  let body: Rectangle
  /// The part of the body for the headings and rows of a table.
  let table: Rectangle
  /// The rest of the body, for the details of the selected row; empty without room.
  let detail: Rectangle
  let footer: Rectangle

  /// `tableRows` is the number of rows beside which details are shown; `nil` without details.
  init(
    size: Size, isTable: Bool = false, problemRows: Int = 0, isFiltered: Bool = false,
    tableRows: Int? = nil
  ) {
    var rest = Rectangle(row: 0, column: 0, rows: size.rows, columns: size.columns)
    footer = rest.takeBottom(size.rows > 3 ? 1 : 0)
    header = rest.takeTop(Self.headerRows(of: size, isTable: isTable))
    problem = rest.takeTop(min(problemRows, max(0, size.rows - 8)))
    filter = rest.takeTop(isFiltered && size.rows > 4 ? 1 : 0)
    body = rest
    if let tableRows, Self.hasRoomForDetail(size) {
      detail = Self.takeDetail(from: &rest, beside: tableRows)
    } else {
      detail = rest.takeBottom(0)
    }
    table = rest
  }

  /// Whether there is room for details beside or below the table.
  static func hasRoomForDetail(_ size: Size) -> Bool { size.columns >= 100 && size.rows >= 30 }

  /// Takes the right side of a wide screen, or else the lower part.
  ///
  /// The table has at least half of the screen. With few rows it is only as high as they need, in
  /// steps, so that it does not move with each new segment.
  private static func takeDetail(from rest: inout Rectangle, beside tableRows: Int) -> Rectangle {
    if rest.columns >= 180 {
      let columns = min(80, rest.columns * 2 / 5)
      rest.columns -= columns + 1
      return Rectangle(
        row: rest.row, column: rest.right + 1, rows: rest.rows, columns: columns)
    }
    // The headings, the rows, and a remark below them.
    let needed = (tableRows + 2 + 3) / 4 * 4
    return rest.takeBottom(rest.rows - max(8, min(needed, rest.rows * 11 / 20)))
  }

  /// Rows of the table below the headings.
  var tableRows: Int { max(0, table.rows - 1) }

  private static func headerRows(of size: Size, isTable: Bool) -> Int {
    switch size.rows {
    case ..<3: 0
    case ..<8: 1
    case _ where !isTable: 1
    case ..<14: 2
    default: 3
    }
  }
}
