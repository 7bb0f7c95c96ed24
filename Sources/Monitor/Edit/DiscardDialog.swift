internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The question before what was typed over bytes is thrown away.
struct DiscardDialog: ConfirmationDialog {
  let segment: Segment
  /// The number of changed bytes.
  let count: Int
  var isActFocused = false
  var top = 0

  init(segment: Segment, count: Int) {
    self.segment = segment
    self.count = count
  }

  mutating func act(_ context: inout Context) {
    context.dismiss()
    context.tell(HexScreen.self) { hex, context in hex.endEditing(&context) }
  }

  func box(_ context: Context) -> Box {
    Box(
      title: "Discard the changes?",
      lines: context.subject(segment) + [
        Box.Line(text: ""),
        Box.Line(text: "\(counted: count, "byte") typed, none written."),
      ],
      buttons: [("[ Keep: Esc ]", !isActFocused), ("[ Discard: y ]", isActFocused)],
      top: top, charset: context.charset)
  }
}
