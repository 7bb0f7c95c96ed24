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
  let footer: Rectangle

  init(size: Size, isTable: Bool = false, problemRows: Int = 0, isFiltered: Bool = false) {
    var rest = Rectangle(row: 0, column: 0, rows: size.rows, columns: size.columns)
    footer = rest.takeBottom(size.rows > 3 ? 1 : 0)
    header = rest.takeTop(Self.headerRows(of: size, isTable: isTable))
    problem = rest.takeTop(min(problemRows, max(0, size.rows - 8)))
    filter = rest.takeTop(isFiltered && size.rows > 4 ? 1 : 0)
    body = rest
  }

  /// Rows of the body for segments, below the headings.
  var tableRows: Int { max(0, body.rows - 1) }

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
