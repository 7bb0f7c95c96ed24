internal import Canvas
internal import Contents
internal import Formatting
internal import SafeText
internal import SharedMemory

/// Copying a text to the clipboard of the terminal.
extension Context {
  /// Copies a text of this many bytes, and says what the user can expect.
  ///
  /// The text must be safe to paste: ``Clipboard`` does not escape it.
  mutating func copy(_ text: [UInt8], of count: Int, _ what: DisplayText) {
    guard text.count <= Clipboard.most else {
      return say(
        "too much for the clipboard of a terminal: \(count) bytes; press \(key(of: .saveBytes)) to save them"
      )
    }
    perform(.copy(text))
    var message: DisplayText = "copied "
    message.append(counted: count, "byte")
    message.append(": \(what); if nothing arrived, the terminal does not allow OSC 52")
    say(message, .emphasis)
  }

  /// Copies the ID of a segment, as it is typed on the command line.
  mutating func copyID(of segment: Segment) {
    copy(DisplayText(segment.identity.id, in: charset), "its ID")
  }

  /// Copies the name of a segment as the table shows it.
  mutating func copyName(of segment: Segment) {
    var name = DisplayText()
    name.append(labelOf: segment, in: charset)
    copy(name, "its name")
  }

  /// Copies a text as one word of a shell, in quotes if need be: any user can give a segment a name that
  /// a shell would run.
  private mutating func copy(_ text: DisplayText, _ what: DisplayText) {
    let word = text.utf8.shellWord
    copy(word, of: word.count, word == text.utf8 ? what : "\(what), quoted for a shell")
  }
}
