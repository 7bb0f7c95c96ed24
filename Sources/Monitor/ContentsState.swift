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
  /// The byte that keys move from.
  var cursor: UInt64 = 0
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
}
