internal import Canvas
internal import Contents
internal import SafeText
internal import SharedMemory

/// The page map of a segment in one line; a cell can stand for several pages.
struct MapView {
  let contents: HexScreen
  let window: ContentsWindow
  let charset: Charset

  private static let label: DisplayText = "map "

  /// The number of cells that fit.
  static func cells(in part: Rectangle) -> Int {
    part.isEmpty ? 0 : max(0, part.columns - label.columns)
  }

  func draw(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty, contents.segment.size > 0 else { return }
    let first = frame.draw(Self.label, row: part.row, column: part.column, in: part, style: .dim)
    // A map of another width is not drawn; the next one follows soon.
    guard let map = contents.map, map.room == Self.cells(in: part), map.cellSize > 0 else { return }
    let changed = Set(contents.changes.offsets.map { $0 / map.cellSize })
    let shown = shownCells(map)
    let cursor = contents.cursor / map.cellSize
    for (index, cell) in map.cells.enumerated() {
      let isChanged = cell.hasChanged || changed.contains(UInt64(index))
      let style: Style =
        if UInt64(index) == cursor {
          isChanged ? .changedByteCursor : .byteCursor
        } else if isChanged { .freshByte } else if shown.contains(UInt64(index)) { .emphasis } else
        {
          cell.kind == .data ? .plain : .dim
        }
      frame.draw(
        (isChanged ? Glyph.mapChanged : cell.kind.glyph).text(in: charset), row: part.row,
        column: first + index, in: part, style: style)
    }
  }

  /// The cells of the bytes on the screen.
  private func shownCells(_ map: ContentsMap) -> ClosedRange<UInt64> {
    let last = contents.lineStart(window.height - 1, from: contents.offset, in: window)
    let end = (contents.lineStart(after: last, in: window) ?? contents.segment.size)
    let first = contents.offset / map.cellSize
    return first...max(first, (end - min(end, 1)) / map.cellSize)
  }

  /// The glyphs of the cells and their meanings, for help.
  static let meanings: [(Glyph, DisplayText)] = [
    (.mapHole, "map: hole, no memory behind it"),
    (.mapData, "map: memory; a large part is sampled at eight pages"),
    (.mapSwapped, "map: in swap; the map does not bring it back"),
    (.mapMixed, "map: some memory, some hole or in swap"),
    (.mapChanged, "map: changed lately, as far as the samples show"),
    (.mapUnknown, "map: not read yet, or reading would allocate pages"),
  ]
}

extension ContentsMap.Kind {
  fileprivate var glyph: Glyph {
    switch self {
    case .unknown: .mapUnknown
    case .hole: .mapHole
    case .data: .mapData
    case .swapped: .mapSwapped
    case .mixed: .mapMixed
    }
  }
}
