internal import Canvas
internal import SafeText
internal import SharedMemory

extension HexScreen {
  /// How a byte looks where it is marked: as changed, or as part of what was found.
  func markStyle(of byte: UInt8, at place: UInt64) -> Style? {
    mark(at: place, of: byte)?.style ?? (match?.contains(place) == true ? .matchByte : nil)
  }

  /// How the byte under the cursor looks on one of its sides.
  func cursorStyle(of byte: UInt8, at place: UInt64, on side: Pane) -> Style {
    let isChanged = mark(at: place, of: byte) != nil
    guard side == self.side else { return markStyle(of: byte, at: place) ?? .otherSideCursor }
    return isChanged ? .changedByteCursor : .byteCursor
  }
}

extension Monitor {
  /// Tells that there is a bookmark in a range, in one column behind its offset.
  func drawBookmark(
    of contents: HexScreen, in range: Range<UInt64>, row: Int, column: Int, in part: Rectangle,
    _ frame: inout Frame
  ) {
    guard bookmarks.isMarked(range, in: contents.segment) else { return }
    frame.draw(
      Glyph.bookmark.text(in: settings.charset), row: row, column: column, in: part,
      style: .emphasis)
  }

  /// Draws brackets round what was found, where it begins or ends in a row.
  func drawMatch(
    of contents: HexScreen, in range: Range<UInt64>, _ grid: HexGrid, row: Int,
    in part: Rectangle, _ frame: inout Frame
  ) {
    guard let match = contents.match, !match.isEmpty else { return }
    let last = match.upperBound - 1
    if range.contains(match.lowerBound) {
      let index = Int(match.lowerBound - range.lowerBound)
      frame.draw("[", row: row, column: grid.column(ofByte: index) - 1, in: part, style: .emphasis)
    }
    if range.contains(last) {
      let index = Int(last - range.lowerBound)
      frame.draw("]", row: row, column: grid.column(ofByte: index) + 2, in: part, style: .emphasis)
    }
  }
}

extension ByteChanges.Mark {
  var style: Style {
    switch self {
    case .fresh: .freshByte
    case .fading: .fadingByte
    case .different: .differentByte
    }
  }
}
