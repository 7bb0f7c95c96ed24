internal import SharedMemory

/// The question before a segment is removed.
///
/// What it is about does not change while it is open; what is known of it can.
struct RemovalDialog: Sendable {
  var segment: Segment
  /// Attachments of the segment that are not this program's own; `nil` where nobody has counted.
  var attachments: UInt64?
  var isRemoveFocused = false
  /// Whether somebody came to hold it, or let go, while the question was open and nobody has pressed
  /// a key since.
  var isChanged = false
  /// Whether it is there no more.
  var isGone = false
}

/// The question before looking at bytes does something to their segment.
struct ConsentDialog: Sendable {
  let segment: Segment
  let cost: ContentsWay.Cost
  var isLookFocused = false
}
