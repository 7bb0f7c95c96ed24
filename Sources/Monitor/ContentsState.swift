internal import SharedMemory

/// The screen of one segment's bytes.
struct ContentsState: Sendable {
  /// The segment as it was last seen.
  var segment: Segment
  /// How the bytes are reached; `nil` while the segment is not open.
  var way: ContentsWay?
  /// Whether it is there no more.
  var isGone = false
  /// The first byte on the screen, at the start of a row.
  var offset: UInt64 = 0
  /// The bytes that were read last, perhaps for another place on the screen.
  var page: ContentsPage?
  /// Why the last reading failed.
  var failure: ContentsRefusal?
  /// The screen to go back to, where it is not the table.
  var details: DetailsState?
  /// How the bytes were reached before the segment was let go for a while.
  var wayBefore: ContentsWay?

  /// Remembers that the segment is not open, and how it was.
  mutating func letGo() {
    wayBefore = way ?? wayBefore
    way = nil
  }

  /// Moves by rows of bytes and stays where there is something to see.
  mutating func move(rows: Int, bytesPerRow: Int, height: Int) {
    let step = UInt64(rows.magnitude) * UInt64(bytesPerRow)
    let last = lastOffset(bytesPerRow: bytesPerRow, height: height)
    offset = rows < 0 ? offset - min(offset, step) : min(offset.addingSaturated(step), last)
    align(bytesPerRow: bytesPerRow, height: height)
  }

  /// Puts the offset at the start of a row, where there is something to see.
  mutating func align(bytesPerRow: Int, height: Int) {
    let last = lastOffset(bytesPerRow: bytesPerRow, height: height)
    offset = min(offset - offset % UInt64(bytesPerRow), last)
  }

  /// The offset with the end of the segment in the last row of the screen.
  func lastOffset(bytesPerRow: Int, height: Int) -> UInt64 {
    let width = UInt64(bytesPerRow)
    let rows = segment.size / width + (segment.size % width > 0 ? 1 : 0)
    return (rows - min(rows, UInt64(max(1, height)))) * width
  }
}
