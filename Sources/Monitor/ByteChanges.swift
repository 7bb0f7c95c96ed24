internal import SharedMemory

/// Which of the bytes on the screen have changed lately, and how many did since they were opened.
struct ByteChanges: Sendable {
  /// How long ago a byte changed, or how it differs from a picture to compare with.
  enum Mark: Sendable {
    case fresh, fading, different
  }

  /// Changes seen since the segment was opened; a byte that changes twice counts twice.
  private(set) var count: UInt64 = 0
  /// When the last one was seen.
  private(set) var last: Timestamp?
  /// The first byte that ``rest`` tells of.
  private var offset: UInt64 = 0
  /// For how many pictures more each byte is marked; empty where nothing changed lately.
  private var rest: [UInt8] = []

  /// Pictures for which a changed byte is marked, and those of them at the end in which it fades.
  private static let marked: UInt8 = 20
  private static let fading: UInt8 = 14

  /// Takes in a picture and the one before it; what only one of them shows has not changed.
  mutating func follow(_ page: ContentsPage, after before: ContentsPage) {
    var next = [UInt8](repeating: 0, count: page.bytes.count)
    var isMarked = false
    for index in page.common(with: before) {
      let place = page.offset + UInt64(index)
      var left = left(at: place)
      left -= min(left, 1)
      if page.bytes[index] != before.byte(at: place) {
        left = Self.marked
        count = count.addingSaturated(1)
        last = page.taken
      }
      next[index] = left
      isMarked = isMarked || left > 0
    }
    offset = page.offset
    rest = isMarked ? next : []
  }

  func mark(at place: UInt64) -> Mark? {
    switch left(at: place) {
    case 0: nil
    case ...Self.fading: .fading
    default: .fresh
    }
  }

  private func left(at place: UInt64) -> UInt8 {
    guard place >= offset, place - offset < UInt64(rest.count) else { return 0 }
    return rest[Int(place - offset)]
  }
}

extension ContentsPage {
  /// The byte at an offset of the segment, if it is one of these.
  func byte(at place: UInt64) -> UInt8? {
    guard place >= offset, place - offset < UInt64(bytes.count) else { return nil }
    return bytes[Int(place - offset)]
  }

  /// Which of these bytes another picture shows too.
  func common(with other: ContentsPage) -> Range<Int> {
    let start = max(offset, other.offset)
    let end = min(
      offset.addingSaturated(UInt64(bytes.count)),
      other.offset.addingSaturated(UInt64(other.bytes.count)))
    guard start < end else { return 0..<0 }
    return Int(start - offset)..<Int(end - offset)
  }
}
