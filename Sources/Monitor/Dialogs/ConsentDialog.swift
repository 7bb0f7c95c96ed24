internal import Canvas
internal import Formatting
internal import Contents
internal import SafeText
internal import SharedMemory

/// The question before reading bytes that has side effects on the segment.
struct ConsentDialog: ConfirmationDialog {
  let segment: Segment
  let sideEffects: AccessMethod.SideEffects
  /// Whether it is read to compare the segment on the screen with it.
  let isForComparison: Bool
  var isActFocused = false
  var top = 0

  init(
    segment: Segment, sideEffects: AccessMethod.SideEffects, isForComparison: Bool = false
  ) {
    self.segment = segment
    self.sideEffects = sideEffects
    self.isForComparison = isForComparison
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    KeyBinding.scrolling + KeyBinding.buttons + [.repaint]

  mutating func act(_ context: inout Context) {
    context.dismiss()
    guard isForComparison else { return context.open(segment, accepting: sideEffects) }
    let other = ComparedContents.segment(segment, accepting: sideEffects)
    context.tell(HexScreen.self) { hex, context in hex.compare(with: other, &context) }
  }

  func box(_ context: Context) -> Box {
    Box(
      title: "Read its bytes?",
      lines: context.subject(segment) + [
        Box.Line(text: ""),
        Box.Line(
          text:
            "Reading its bytes \(sideEffects.text). As this user, there is no other way to read them."
        ),
      ],
      buttons: [("[ Cancel: Esc ]", !isActFocused), ("[ Read: y ]", isActFocused)],
      top: top, charset: context.charset)
  }
}
