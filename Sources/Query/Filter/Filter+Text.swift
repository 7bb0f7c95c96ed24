package import SafeText
internal import SharedMemory

extension Filter {
  /// Reads what a person types in one line: `state=orphan min-size=1M`.
  ///
  /// `--state orphan` and `--state=orphan` mean the same as `state=orphan`. A word by itself is a part
  /// of a name, or the start of one where it begins with a slash. A space within a value is written
  /// with a backslash before it.
  package init(
    text: [UInt8], users: FilterWord.UserLookup
  ) throws(FilterProblem) {
    var conditions: [Condition] = []
    var pieces = Self.pieces(of: text)[...]
    while let piece = pieces.popFirst() {
      let isOption = piece.starts(with: Self.dashes)
      let words = (isOption ? piece.dropFirst(Self.dashes.count) : piece[...])
        .split(separator: Self.equals, maxSplits: 1, omittingEmptySubsequences: false)
      guard isOption || words.count > 1 else {
        // Its end may not become one with the star behind it.
        guard Glob(piece) != nil else { throw .badValue(.name, piece) }
        conditions.append(try FilterWord.name.condition(Self.pattern(of: piece), users: users))
        continue
      }
      guard let word = FilterWord(named: words[0]) else { throw .noSuchWord(Array(words[0])) }
      guard let value = words.count > 1 ? Array(words[1]) : pieces.popFirst() else {
        throw .noValue(word)
      }
      conditions.append(try word.condition(value, users: users))
    }
    self.init(conditions)
  }

  /// The text that ``init(text:users:)`` reads this filter from.
  package var text: [UInt8] {
    var text: [UInt8] = []
    for condition in conditions {
      if !text.isEmpty { text.append(Self.space) }
      text += condition.word.bytes + [Self.equals]
      var isLiteral = false
      for byte in condition.value {
        if byte == Self.space && !isLiteral { text.append(Self.backslash) }
        isLiteral = byte == Self.backslash && !isLiteral
        text.append(byte)
      }
    }
    return text
  }

  /// The text between spaces; a space behind a backslash is no end.
  private static func pieces(of text: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var rest = text[...]
    while let byte = rest.popFirst() {
      if byte == space {
        pieces.append([])
      } else if byte == backslash, let literal = rest.popFirst() {
        pieces[pieces.count - 1] += literal == space ? [space] : [backslash, literal]
      } else {
        pieces[pieces.count - 1].append(byte)
      }
    }
    return pieces.filter { !$0.isEmpty }
  }

  /// The pattern of the names that hold a word, or begin with it where that has a slash at its start.
  private static func pattern(of word: [UInt8]) -> [UInt8] {
    (word.first == UInt8(ascii: "/") ? [] : [star]) + word + [star]
  }

  private static let dashes = Array("--".utf8)
  private static let equals = UInt8(ascii: "=")
  private static let space = UInt8(ascii: " ")
  private static let backslash = UInt8(ascii: "\\")
  private static let star = UInt8(ascii: "*")
}

extension DisplayText {
  /// Appends the words of a filter with their values: `state=orphan min-size=1M`.
  package mutating func append(_ filter: Filter, in charset: Charset) {
    for (index, condition) in filter.conditions.enumerated() {
      if index > 0 { append(literal: " ") }
      append(literal: condition.word.name)
      append(literal: "=")
      append(escaping: condition.value, in: charset)
    }
  }
}
