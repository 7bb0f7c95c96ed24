internal import SharedMemory

/// The question before a segment is removed.
///
/// What it is about does not change while it is open.
struct RemovalDialog: Sendable {
  let segment: Segment
  /// Attachments of the segment that are not this program's own; `nil` where nobody has counted.
  let attachments: UInt64?
  var isRemoveFocused = false
}

/// The question before looking at bytes does something to their segment.
struct ConsentDialog: Sendable {
  let segment: Segment
  let cost: ContentsWay.Cost
  var isLookFocused = false
}
