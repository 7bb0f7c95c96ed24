package import SafeText

extension Filter {
  /// Parses a filter as the user types it; see ``FilterParser``.
  ///
  /// - `state=orphan size>1M` → segments that meet both.
  /// - `--state orphan`, `--state=orphan` and `state=orphan` → the same condition.
  /// - `cache` → names that contain it, as the NAME column shows them.
  /// - `/cache` → names that start with it.
  /// - `"a b"` and `a\ b` → one word with a blank in it.
  package init(
    text: [UInt8], users: FilterWord.UserLookup
  ) throws(FilterTextProblem) {
    self.init(try FilterParser.parse(text, users))
  }

  /// The filter as text that ``init(text:users:)`` parses to the same filter.
  package var text: [UInt8] { expression?.text ?? [] }
}

extension Filter.Expression {
  /// The text, with the parentheses that it needs.
  fileprivate var text: [UInt8] {
    switch self {
    case .condition(let condition): condition.text
    case .not(let inner): Array("!".utf8) + inner.text(inside: 3)
    case .words(let parts): Self.join(parts, " ", inside: 3)
    case .all(let parts): Self.join(parts, " and ", inside: 2)
    case .any(let parts): Self.join(parts, " or ", inside: 1)
    }
  }

  /// How strongly it binds its parts.
  private var rank: Int {
    switch self {
    case .any: 0
    case .all: 1
    case .words: 2
    case .condition, .not: 3
    }
  }

  private func text(inside rank: Int) -> [UInt8] {
    self.rank >= rank ? text : Array("(".utf8) + text + Array(")".utf8)
  }

  private static func join(_ parts: [Self], _ sign: String, inside rank: Int) -> [UInt8] {
    Array(parts.map { $0.text(inside: rank) }.joined(separator: Array(sign.utf8)))
  }
}

extension Filter.Condition {
  /// The text of a condition: `size>1M`, or just a pattern of names.
  fileprivate var text: [UInt8] {
    guard word != .label else { return FilterLexer.written(value, isWord: true) }
    return word.name.utf8 + comparison.sign.withUTF8Buffer { Array($0) }
      + FilterLexer.written(value, isWord: false)
  }
}

extension DisplayText {
  /// Appends a filter for display: `state=orphan size>1M`.
  package mutating func append(_ filter: Filter, in charset: Charset) {
    append(DisplayText(typed: filter.text, in: charset))
  }

  /// The text of a query or a line editor: spaces at its ends are not escaped.
  package init(typed bytes: [UInt8], in charset: Charset) {
    self.init()
    let words = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if index > 0 { append(literal: " ") }
      append(escaping: word, in: charset)
    }
  }
}
