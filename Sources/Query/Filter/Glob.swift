internal import Formatting
/// A pattern of bytes that fits whole texts.
///
/// `*` stands for any bytes, `?` for any one, `[a-f]` for one of some, `[!a-f]` for one of the others;
/// a backslash takes what follows literally.
///
/// Why: Decisions/12-parsing-hostile-text.md
package struct Glob: Sendable {
  private enum Part: Sendable {
    case anything
    case one(ByteSet)
  }

  private let parts: [Part]
  private let isFolded: Bool

  /// Reads a pattern; `nil` where a bracket is not closed or nothing follows a backslash.
  ///
  /// With `isFolded` letters of ASCII fit whatever their case.
  package init?(_ pattern: some Sequence<UInt8>, isFolded: Bool = false) {
    self.isFolded = isFolded
    var rest = Array(pattern)[...]
    var parts: [Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        // More of them in a row mean the same.
        if case .anything = parts.last { continue }
        parts.append(.anything)
      case UInt8(ascii: "?"): parts.append(.one(.all))
      case UInt8(ascii: "["):
        guard let set = ByteSet(bracket: &rest, isFolded: isFolded) else { return nil }
        parts.append(.one(set))
      case UInt8(ascii: "\\"):
        guard let literal = rest.popFirst() else { return nil }
        parts.append(.one(ByteSet(literal.folded(isFolded))))
      default: parts.append(.one(ByteSet(byte.folded(isFolded))))
      }
    }
    self.parts = parts
  }

  /// Whether the pattern fits the whole text.
  ///
  /// Only the last `*` is ever tried again: what is before it fits already, whatever it stood for. So
  /// no pattern takes longer than its length times that of the text.
  package func matches(_ text: some Collection<UInt8>) -> Bool {
    let text = Array(text)
    var (part, byte) = (0, 0)
    var retry: (part: Int, byte: Int)?
    while byte < text.count {
      if part < parts.count {
        switch parts[part] {
        case .anything:
          part += 1
          retry = (part, byte)
          continue
        case .one(let set):
          if set.contains(text[byte].folded(isFolded)) {
            part += 1
            byte += 1
            continue
          }
        }
      }
      guard let last = retry else { return false }
      retry = (last.part, last.byte + 1)
      (part, byte) = (last.part, last.byte + 1)
    }
    return parts[part...].allSatisfy { if case .anything = $0 { true } else { false } }
  }
}
