/// A map of a segment's pages: cells that are data, holes or recently changed.
package struct ContentsMap: Hashable, Sendable {
  /// The contents of a cell.
  package enum Kind: Sendable {
    /// Not examined yet, or not permitted.
    case unknown
    case hole, data
    /// In swap: it is not read, because that would bring it back into RAM.
    case swapped
    /// Parts of different kinds.
    case mixed
  }

  /// A cell of the map: one page, or several that follow each other.
  package struct Cell: Hashable, Sendable {
    package var kind: Kind
    package var hasChanged: Bool

    package init(_ kind: Kind, hasChanged: Bool = false) {
      self.kind = kind
      self.hasChanged = hasChanged
    }
  }

  /// The number of cells that the screen has room for.
  package let room: Int
  /// The number of bytes that each cell stands for: whole pages.
  ///
  /// The last cell can have fewer.
  package let cellSize: UInt64
  /// The cells: at most ``room``, and at most one for each page.
  package var cells: [Cell]

  package init(room: Int, cellSize: UInt64, cells: [Cell]) {
    self.room = room
    self.cellSize = cellSize
    self.cells = cells
  }

  /// A map of a segment of `size` bytes, in which every cell is unknown.
  package init(room: Int, size: UInt64) {
    let room = max(1, room)
    let pages = size / pageGranularity + (size % pageGranularity > 0 ? 1 : 0)
    let each = max(1, pages / UInt64(room) + (pages % UInt64(room) > 0 ? 1 : 0))
    self.room = room
    cellSize = each * pageGranularity
    cells = Array(
      repeating: Cell(.unknown), count: Int(pages / each + (pages % each > 0 ? 1 : 0)))
  }
}
