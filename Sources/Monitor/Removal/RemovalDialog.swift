internal import SafeText
internal import Presentation
internal import SharedMemory

/// The question before a segment is removed.
///
/// What it is about does not change while it is open; what is known of it can.
struct RemovalDialog: Sendable {
  var segment: Segment
  /// Attachments of the segment that are not this program's own; `nil` where nobody has counted.
  var attachments: UInt64?
  var isRemoveFocused = false
  /// Whether it is saved before it is removed.
  var isSaved = false
  /// Whether somebody came to hold it, or let go, while the question was open and nobody has pressed
  /// a key since.
  var isChanged = false
  /// Whether it is there no more.
  var isGone = false
  /// How many rows are scrolled away.
  var top = 0
  /// What was typed of its ID, where that is asked for.
  var typed: [UInt8] = []

  /// Whether its ID is to be typed, as the makers of its application warn.
  var wantsID: Bool { segment.application?.application.warning != nil }

  /// Whether others hold the segment than at another time.
  func isUsed(otherwiseThan other: RemovalDialog) -> Bool {
    attachments != other.attachments
      || segment.verdict?.state != other.segment.verdict?.state
      || segment.holders?.map(\.process) != other.segment.holders?.map(\.process)
  }

  /// Takes in what was found of the segment, or that it is there no more.
  mutating func follow(_ found: Segment?, attachments: UInt64?) {
    let old = self
    if let found, found.identity == segment.identity {
      segment = found
      self.attachments = attachments
      guard isUsed(otherwiseThan: old) else { return }
      isChanged = true
    } else {
      isGone = true
    }
    isRemoveFocused = false
    typed = []
  }

  /// Takes the last character away.
  mutating func deleteLast() {
    while let byte = typed.popLast(), byte & 0xc0 == 0x80 {}
  }

  /// Focuses the button that fits what was typed.
  mutating func compare(with charset: Charset) {
    isRemoveFocused = !isGone && typed == DisplayText(segment.identity.id, in: charset).utf8
  }
}
