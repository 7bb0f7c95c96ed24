internal import Canvas
internal import SafeText

/// A line that is being typed.
struct LineEditor: Sendable {
  /// In bytes: what is brought back into it, as a filter from the command line, can hold any.
  var text: [UInt8] = []
  /// What is wrong with it, until the next key.
  var problem: DisplayText?

  /// What a key did.
  enum Outcome {
    case edited, accepted, left, repaint, nothing
  }

  mutating func take(_ key: Key) -> Outcome {
    problem = nil
    switch key {
    case .enter: return .accepted
    case .escape: return .left
    case .backspace where text.isEmpty: return .left
    case .backspace: deleteLast()
    case .control("u"): text = []
    case .control("w"): deleteLastWord()
    case .control("l"): return .repaint
    case .character(let scalar): text += Array(String(scalar).utf8)
    default: return .nothing
    }
    return .edited
  }

  /// Whether there are capitals in it; a search for a text without any finds them too.
  var hasCapitals: Bool { text.hasCapitals }

  /// Takes the last character away.
  private mutating func deleteLast() {
    while let byte = text.popLast(), byte & 0xc0 == 0x80 {}
  }

  /// Takes the last word away, and the spaces behind it.
  private mutating func deleteLastWord() {
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    while let last = text.last, last != UInt8(ascii: " ") { text.removeLast() }
  }
}

extension [UInt8] {
  /// Whether there are capitals in a text.
  var hasCapitals: Bool { String(decoding: self, as: UTF8.self).contains { $0.isUppercase } }
}
