internal import Canvas
internal import SafeText

/// The prompt for a place in a segment.
struct GotoPrompt: Overlay {
  private var line = LineEditor()
  /// The byte that a relative offset starts from.
  let cursor: UInt64
  let lastByte: UInt64

  init(from cursor: UInt64, last lastByte: UInt64) {
    self.cursor = cursor
    self.lastByte = lastByte
  }

  var keys: [KeyBinding<Self>] { [] }

  mutating func press(_ key: Key, _ context: inout Context) {
    switch line.take(key) {
    case .accepted: go(&context)
    case .left: context.dismiss()
    case .repaint: context.perform(.repaint)
    case .edited, .nothing: break
    }
  }

  /// Goes there; if what was typed is no place, the prompt stays and says why.
  private mutating func go(_ context: inout Context) {
    do throws(Goto.Problem) {
      let offset = try Goto(line.text).place(from: cursor, last: lastByte)
      context.dismiss()
      context.tell(HexScreen.self) { hex, context in hex.show(offset, &context) }
    } catch {
      line.problem = error.text
    }
  }

  func prompt(_ context: Context) -> Prompt? {
    Prompt(
      label: "go to: ", line: line,
      hints: line.text.isEmpty ? ["0x1000 ", "4096 ", "4K ", "+16 ", "-16 ", "50%"] : [])
  }
}
