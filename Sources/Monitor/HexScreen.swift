internal import Contents
internal import SharedMemory

/// The screen of one segment's bytes.
struct HexScreen: Sendable {
  /// The segment as it was last seen.
  var segment: Segment
  /// How the bytes are reached; `nil` while the segment is not open.
  var way: AccessMethod?
  /// Whether it is there no more.
  var isGone = false
  /// The first byte on the screen, at the start of a line.
  var offset: UInt64 = 0
  /// The byte that keys move from.
  var cursor: UInt64 = 0
  /// Which side of the bytes it is on.
  var side = Pane.hex
  /// The bytes that were found last.
  var match: Range<UInt64>?
  /// In which byte order the bytes from the cursor on are taken as numbers.
  var isBigEndian = false
  /// Whether equal rows are one line.
  var squeezes = true
  /// How many lines are to be above the cursor's as soon as they are known.
  var linesAbove: Int?
  /// The lines that were read last, perhaps for another place on the screen.
  var page: ContentsPage?
  /// Which pages there are.
  var map: ContentsMap?
  /// For how many cells a map was asked for and has not come; 0 for none.
  var cellsAsked = 0
  /// Which of them have changed lately.
  var changes = ByteChanges()
  /// An earlier picture to compare with.
  var baseline: ContentsPage?
  /// Whether lines were asked for since the last answer; of some questions perhaps one is answered.
  var isReading = false
  /// Why the last reading failed.
  var failure: ContentsError?
  /// The screen to go back to, where it is not the table.
  var details: DetailsScreen?
  /// How the bytes were reached before the segment was let go for a while.
  var wayBefore: AccessMethod?

  /// How a byte is marked: one that has just changed above all.
  func mark(at place: UInt64, of byte: UInt8) -> ByteChanges.Mark? {
    let mark = changes.mark(at: place)
    guard mark != .fresh, let pinned = baseline?.byte(at: place), pinned != byte else {
      return mark
    }
    return .different
  }

  /// Remembers that the segment is not open, and how it was.
  mutating func letGo() {
    wayBefore = way ?? wayBefore
    way = nil
    isReading = false
    cellsAsked = 0
  }
}
