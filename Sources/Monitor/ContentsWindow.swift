internal import SharedMemory

/// How many bytes a screen has room for.
struct ContentsWindow: Equatable {
  /// A power of two.
  let bytesPerRow: Int
  /// Rows, at least one.
  let height: Int
  /// Bytes that are wanted beyond those on the screen.
  let ahead: Int

  /// All the bytes there is room for.
  var count: Int { height * bytesPerRow }

  /// The offset at which a byte's row starts.
  func row(of offset: UInt64) -> UInt64 { offset - offset % UInt64(bytesPerRow) }

  /// The offset with the end of so many bytes in the last row of the screen.
  func lastOffset(size: UInt64) -> UInt64 {
    let width = UInt64(bytesPerRow)
    let rows = size / width + (size % width > 0 ? 1 : 0)
    return (rows - min(rows, UInt64(height))) * width
  }
}

extension ContentsState {
  /// The last byte there is; 0 where there is none.
  var lastByte: UInt64 { segment.size - min(segment.size, 1) }

  mutating func moveLeft() { cursor -= min(cursor, 1) }

  mutating func moveRight() { cursor = min(cursor.addingSaturated(1), lastByte) }

  /// Moves the cursor by rows; it stays in its column except where the last row is shorter.
  mutating func move(rows: Int, in window: ContentsWindow) {
    let step = UInt64(rows.magnitude) * UInt64(window.bytesPerRow)
    let column = cursor - window.row(of: cursor)
    let row = window.row(of: cursor)
    let next =
      rows < 0
      ? row - min(row, step) : min(row.addingSaturated(step), window.row(of: lastByte))
    cursor = min(next.addingSaturated(column), lastByte)
  }

  /// Moves the cursor and the screen with it.
  mutating func scroll(rows: Int, in window: ContentsWindow) {
    move(rows: rows, in: window)
    let step = UInt64(rows.magnitude) * UInt64(window.bytesPerRow)
    offset = rows < 0 ? offset - min(offset, step) : offset.addingSaturated(step)
    keepCursorOnScreen(window)
  }

  /// Puts the offset at the start of a row and moves the screen as little as shows the cursor.
  ///
  /// A segment can have become smaller, and rows shorter or longer with the screen.
  mutating func keepCursorOnScreen(_ window: ContentsWindow) {
    cursor = min(cursor, lastByte)
    let row = window.row(of: cursor)
    let above = UInt64(window.bytesPerRow * (window.height - 1))
    offset = min(window.row(of: offset), window.lastOffset(size: segment.size), row)
    offset = max(offset, row - min(row, above))
  }
}
