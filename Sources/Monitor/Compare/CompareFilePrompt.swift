internal import Canvas
internal import Formatting
internal import SafeText

/// The prompt for a file to compare with.
struct CompareFilePrompt: LinePrompt {
  var line = LineEditor()

  var history: History.Kind? { .compareFile }

  /// Begins the comparison; errors of the file are shown when it was opened.
  mutating func accept(_ context: inout Context) {
    guard !line.text.isEmpty else {
      line.problem =
        "type the path of a file that \(context.key(of: .saveBytes)) or rm --save wrote"
      return
    }
    let path = line.text
    finish(&context)
    context.tell(HexScreen.self) { hex, context in
      hex.compare(with: .file(path, at: ComparedContents.offset(inName: path)), &context)
    }
  }

  func prompt(_ context: Context) -> Prompt? {
    let offset = ComparedContents.offset(inName: line.text)
    var hints: [DisplayText] =
      line.text.isEmpty ? ["a file of \(context.key(of: .saveBytes)), or a .raw of rm --save"] : []
    if offset > 0 {
      var text: DisplayText = "from its name: begins at 0x"
      text.append(hex: offset)
      hints = [text]
    }
    return Prompt(label: "compare with file: ", line: line, hints: hints)
  }
}
