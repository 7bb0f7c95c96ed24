internal import Canvas
internal import SafeText

/// The prompt for an offset to go to in a segment.
struct OffsetPrompt: LinePrompt {
  var line = LineEditor()
  /// The byte that a relative offset starts from.
  let cursor: UInt64
  let lastByte: UInt64

  init(from cursor: UInt64, last lastByte: UInt64) {
    self.cursor = cursor
    self.lastByte = lastByte
  }

  var history: History.Kind? { .offset }

  /// Goes to the offset; if the text is not valid, the prompt stays and shows the error.
  mutating func accept(_ context: inout Context) {
    do throws(OffsetExpression.Problem) {
      let offset = try OffsetExpression(line.text).offset(from: cursor, last: lastByte)
      finish(&context)
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
