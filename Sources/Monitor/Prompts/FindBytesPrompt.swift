internal import Canvas
internal import Contents
internal import SafeText

/// The prompt for bytes or text to find in a segment, or in all.
struct FindBytesPrompt: LinePrompt {
  var line = LineEditor()
  /// Whether the line is hexadecimal digits or text.
  private(set) var side: Pane
  /// Whether all segments are searched, and not only the open one.
  let isForAll: Bool
  /// The choice of the user whether case matters in text; `nil` if it depends on the text.
  private var caseChoice: Bool?

  init(_ side: Pane, warning: DisplayText? = nil, isForAll: Bool = false) {
    self.side = side
    self.isForAll = isForAll
    line.problem = warning
  }

  /// Whether case matters: always in bytes, and by default in text with capitals.
  private var isCaseSensitive: Bool { side == .hex || caseChoice ?? line.hasCapitals }

  var history: History.Kind? { side == .hex ? .findBytes : .findText }

  /// The pattern to search for.
  func pattern() throws(TypedBytes.Problem) -> BytePattern {
    let bytes = side == .hex ? try TypedBytes.parse(line.text) : line.text
    guard let pattern = BytePattern(bytes, ignoringCase: !isCaseSensitive) else { throw .nothing }
    return pattern
  }

  mutating func press(_ key: Key, _ context: inout Context) {
    switch key {
    case .tab, .backTab:
      side = side.other
      line.problem = nil
    case .control("t") where side == .text: caseChoice = !isCaseSensitive
    case .up where line.text.isEmpty:
      // The previous search may have been in the other column.
      if let last = context.hex.lastFind { (side, caseChoice) = (last.side, last.caseChoice) }
      edit(key, &context)
    default: edit(key, &context)
    }
  }

  /// Starts the search; if the text is not valid, the prompt stays and shows the error.
  mutating func accept(_ context: inout Context) {
    do throws(TypedBytes.Problem) {
      let pattern = try pattern()
      context.hex.lastFind = self
      finish(&context)
      if isForAll { return context.searchAll(for: pattern, line.text, side) }
      context.hex.all?.isLatest = false
      context.tell(HexScreen.self) { hex, context in
        hex.search(for: pattern, .from(hex.cursor), &context)
      }
    } catch {
      line.problem = side == .text ? "type the text to find" : error.text(in: context.charset)
    }
  }

  func prompt(_ context: Context) -> Prompt? {
    guard side == .text else {
      return Prompt(
        label: isForAll ? "find bytes in all segments: " : "find bytes: ", line: line,
        hints: (line.text.isEmpty ? ["7f 45 4c 46 ", "0x7f45 ", "\"text\" "] : []) + ["Tab: text"])
    }
    var hints: [DisplayText] = ["Tab: bytes ", "^T: case "]
    if !isCaseSensitive, line.text.contains(where: { $0 >= 0x80 }) {
      hints.append("in UTF-8, any case for a-z only")
    }
    var label: DisplayText = isForAll ? "find text in all segments" : "find text"
    label.append(isCaseSensitive ? ", match case: " : ", any case: ")
    return Prompt(label: label, line: line, hints: hints)
  }
}
