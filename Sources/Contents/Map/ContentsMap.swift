/// The parts of a segment with memory behind them, and those that changed lately.
package struct ContentsMap: Hashable, Sendable {
  package enum Kind: Sendable {
    /// Not looked at yet, or not permitted.
    case unknown
    case hole, data
    /// Partly one and partly the other.
    case mixed
  }

  package struct Cell: Hashable, Sendable {
    package var kind: Kind
    package var hasChanged: Bool

    package init(_ kind: Kind, hasChanged: Bool = false) {
      self.kind = kind
      self.hasChanged = hasChanged
    }
  }

  /// How many cells there was room for.
  package let room: Int
  /// How many bytes each stands for, the last for fewer perhaps: whole pages.
  package let cellSize: UInt64
  /// No more than there is room for, and no more than there are pages.
  package var cells: [Cell]

  package init(room: Int, cellSize: UInt64, cells: [Cell]) {
    self.room = room
    self.cellSize = cellSize
    self.cells = cells
  }

  /// A map of which nothing is known, of a segment of this size.
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
