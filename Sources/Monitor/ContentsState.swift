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
  /// Which side of the bytes it is on.
  var side = ContentsSide.hex
  /// The bytes that were found last.
  var match: Range<UInt64>?
  /// In which byte order the bytes from the cursor on are taken as numbers.
  var isBigEndian = false
  /// The bytes that were read last, perhaps for another place on the screen.
  var page: ContentsPage?
  /// Which of them have changed lately.
  var changes = ByteChanges()
  /// An earlier picture to compare with.
  var pin: ContentsPage?
  /// How many readings were asked for and have not been answered.
  var readings = 0
  /// Why the last reading failed.
  var failure: ContentsRefusal?
  /// The screen to go back to, where it is not the table.
  var details: DetailsState?
  /// How the bytes were reached before the segment was let go for a while.
  var wayBefore: ContentsWay?

  /// How a byte is marked: one that has just changed above all.
  func mark(at place: UInt64, of byte: UInt8) -> ByteChanges.Mark? {
    let mark = changes.mark(at: place)
    guard mark != .fresh, let pinned = pin?.byte(at: place), pinned != byte else { return mark }
    return .different
  }

  /// Takes in a picture that was read.
  mutating func take(_ page: ContentsPage) {
    if let before = self.page { changes.follow(page, after: before) }
    self.page = page
    failure = nil
  }

  /// Remembers that the segment is not open, and how it was.
  mutating func letGo() {
    wayBefore = way ?? wayBefore
    way = nil
    readings = 0
  }
}
