internal import Canvas
internal import Formatting
internal import Contents
internal import SafeText
internal import SharedMemory

/// The question before reading bytes that has side effects on the segment.
struct ConsentDialog: Confirmation {
  let segment: Segment
  let sideEffects: AccessMethod.SideEffects
  var isActFocused = false
  var top = 0

  init(segment: Segment, sideEffects: AccessMethod.SideEffects) {
    self.segment = segment
    self.sideEffects = sideEffects
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    KeyBinding.scrolling + KeyBinding.buttons + [.repaint]

  mutating func act(_ context: inout Context) {
    context.dismiss()
    context.open(segment, accepting: sideEffects)
  }

  func box(_ context: Context) -> Box {
    Box(
      title: "Read its bytes?",
      lines: context.subject(segment) + [
        Box.Line(text: ""),
        Box.Line(
          text: "Reading its bytes \(sideEffects.text). You have no other way to read them."),
      ],
      buttons: [("[ Cancel: Esc ]", !isActFocused), ("[ Read: y ]", isActFocused)],
      top: top, charset: context.charset)
  }
}
