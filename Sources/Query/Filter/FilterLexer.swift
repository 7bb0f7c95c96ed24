internal import Kernel

/// The marks and words of a filter's text, one after the other, with their positions.
///
///     size>=1M (a or "b c") → size  >=  1M  (  a  or  "b c"  )
struct FilterLexer {
  /// A mark or a word, and its bytes in the text.
  struct Token {
    enum Kind: Equatable {
      case open, close, not, and, or
      /// A word; with `isQuoted`, it starts with a quote and is neither a field nor a keyword.
      case word([UInt8], isQuoted: Bool)
      case end
    }

    let kind: Kind
    let range: Range<Int>
  }

  private let text: [UInt8]
  private(set) var position = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The range at the end of the text.
  var end: Range<Int> { text.count..<text.count }

  /// Reads the next mark or word.
  mutating func next() throws(FilterTextProblem) -> Token {
    skipBlanks()
    let start = position
    guard start < text.count else { return Token(kind: .end, range: end) }
    switch text[start] {
    case UInt8(ascii: "("): return mark(.open)
    case UInt8(ascii: ")"): return mark(.close)
    case UInt8(ascii: "!") where ComparisonOperator(at: text[start...]) == nil: return mark(.not)
    default: break
    }
    let word = try word(endsAtSign: true)
    let range = start..<position
    let kind: Token.Kind? =
      switch text[range].map({ $0.folded(true) }) {
      case Array("not".utf8): .not
      case Array("and".utf8): .and
      case Array("or".utf8): .or
      default: nil
      }
    return Token(kind: kind ?? .word(word, isQuoted: Self.isQuote(text[start])), range: range)
  }

  /// Reads the sign of a comparison after a word, also after blanks; `nil` if there is none.
  mutating func comparison() -> (ComparisonOperator, range: Range<Int>)? {
    let start = position
    skipBlanks()
    guard let comparison = ComparisonOperator(at: text[position...]) else {
      position = start
      return nil
    }
    let first = position
    position += comparison.sign.utf8CodeUnitCount
    return (comparison, first..<position)
  }

  /// Reads a value, in which signs are ordinary; `nil` if there is none.
  mutating func value() throws(FilterTextProblem) -> (bytes: [UInt8], range: Range<Int>)? {
    skipBlanks()
    let start = position
    let bytes = try word(endsAtSign: false)
    return position == start ? nil : (bytes, start..<position)
  }

  private mutating func mark(_ kind: Token.Kind) -> Token {
    position += 1
    return Token(kind: kind, range: (position - 1)..<position)
  }

  private mutating func skipBlanks() {
    while position < text.count, Self.isBlank(text[position]) { position += 1 }
  }

  /// Reads to a blank or a parenthesis, or with `endsAtSign` to a comparison.
  ///
  /// Quotes are removed. A backslash keeps the special meaning from the next byte; it stays in the
  /// word, for patterns, unless the byte is special only here.
  private mutating func word(endsAtSign: Bool) throws(FilterTextProblem) -> [UInt8] {
    var word: [UInt8] = []
    var quote: (byte: UInt8, position: Int)?
    while position < text.count {
      let byte = text[position]
      if byte == Self.backslash {
        guard position + 1 < text.count else {
          throw FilterTextProblem(.nothingAfterBackslash, at: position..<text.count)
        }
        let next = text[position + 1]
        word += Self.isSpecial(next) ? [next] : [byte, next]
        position += 2
        continue
      }
      if let open = quote {
        if byte == open.byte { quote = nil } else { word.append(byte) }
      } else if Self.isQuote(byte) {
        quote = (byte, position)
      } else if Self.isBlank(byte) || Self.isParenthesis(byte)
        || endsAtSign && ComparisonOperator(at: text[position...]) != nil
      {
        break
      } else {
        word.append(byte)
      }
      position += 1
    }
    if let quote {
      throw FilterTextProblem(.openQuote, at: quote.position..<text.count)
    }
    return word
  }

  /// A word or a value as text that is read back as the same bytes: `a b` → `"a b"`.
  static func written(_ bytes: [UInt8], isWord: Bool) -> [UInt8] {
    var lexer = FilterLexer(bytes)
    if isWord, let token = try? lexer.next(), token.kind == .word(bytes, isQuoted: false),
      !bytes.starts(with: "--".utf8), lexer.position == bytes.count
    {
      return bytes
    }
    if !isWord, let value = try? lexer.value(), value.bytes == bytes,
      lexer.position == bytes.count
    {
      return bytes
    }
    var text = [UInt8(ascii: "\"")]
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { text.append(backslash) }
      text.append(byte)
      if byte == backslash, let next = rest.popFirst() { text.append(next) }
    }
    return text + [UInt8(ascii: "\"")]
  }

  private static let backslash = UInt8(ascii: "\\")

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func isParenthesis(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    isBlank(byte) || isQuote(byte) || isParenthesis(byte)
  }
}
