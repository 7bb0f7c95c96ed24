package import SafeText
internal import SharedMemory

extension Filter {
  /// Parses a filter as the user types it in the monitor: `state=orphan min-size=1M`.
  ///
  /// - `--state orphan`, `--state=orphan` and `state=orphan` → the same condition.
  /// - `cache` → `name=*cache*`: a word without `=` is a part of a name.
  /// - `/cache` → `name=/cache*`: with a slash before it, it is the start of a name.
  /// - `name=a\ b` → the value `a b`: a backslash keeps a space in a value.
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
        // Checked without the stars: a backslash at its end would make the last star literal.
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

  /// The filter as text that ``init(text:users:)`` parses to the same filter.
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

  /// Splits text at spaces, except at those after a backslash: `a b\ c` → `a`, `b c`.
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

  /// The pattern of names that contain a word: `cache` → `*cache*`.
  ///
  /// With a slash at its start, it matches names that start with the word: `/cache` → `/cache*`.
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
  /// Appends a filter for display: `state=orphan min-size=1M`.
  package mutating func append(_ filter: Filter, in charset: Charset) {
    for (index, condition) in filter.conditions.enumerated() {
      if index > 0 { append(literal: " ") }
      append(literal: condition.word.name)
      append(literal: "=")
      append(escaping: condition.value, in: charset)
    }
  }
}
