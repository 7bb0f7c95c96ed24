internal import Canvas
internal import Formatting
internal import Contents
internal import SafeText
internal import SharedMemory

/// The question before reading bytes that has side effects on the segment.
struct ConsentDialog: ConfirmationDialog {
  let segment: Segment
  let sideEffects: AccessMethod.SideEffects
  let purpose: Purpose
  var isActFocused = false
  var top = 0

  /// What follows a yes.
  enum Purpose: Sendable {
    case reading
    /// It is read to compare the segment on the screen with it.
    case comparison
    /// Its bytes are edited, and so written.
    case editing
  }

  init(
    segment: Segment, sideEffects: AccessMethod.SideEffects, purpose: Purpose = .reading
  ) {
    self.segment = segment
    self.sideEffects = sideEffects
    self.purpose = purpose
  }

  mutating func act(_ context: inout Context) {
    context.dismiss()
    let (segment, sideEffects) = (segment, sideEffects)
    switch purpose {
    case .reading: context.open(segment, accepting: sideEffects)
    case .comparison:
      let other = ComparedContents.segment(segment, accepting: sideEffects)
      context.tell(HexScreen.self) { hex, context in hex.compare(with: other, &context) }
    case .editing:
      context.tell(HexScreen.self) { hex, context in
        if hex.segment.identity == segment.identity {
          hex.checkBeforeEditing(accepting: sideEffects, &context)
        }
      }
    }
  }

  func box(_ context: Context) -> Box {
    let isForEditing = purpose == .editing
    let consequence: DisplayText =
      isForEditing
      ? "To write, shmtop must attach the segment, which changes its times and last PID."
      : "Reading its bytes \(sideEffects.text). As this user, there is no other way to read them."
    return Box(
      title: isForEditing ? "Edit its bytes?" : "Read its bytes?",
      lines: context.subject(segment) + [Box.Line(text: ""), Box.Line(text: consequence)],
      buttons: [
        ("[ Cancel: Esc ]", !isActFocused),
        (isForEditing ? "[ Edit: y ]" : "[ Read: y ]", isActFocused),
      ],
      top: top, charset: context.charset)
  }
}
