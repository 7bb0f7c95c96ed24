internal import Contents
internal import SharedMemory

/// The question before looking at bytes does something to their segment.
struct ConsentDialog: Sendable {
  let segment: Segment
  let cost: AccessMethod.SideEffects
  var isLookFocused = false
}
