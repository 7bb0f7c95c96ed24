extension UInt8 {
  /// Whether it is an ASCII character on which no shell acts, wherever it stands in a word.
  package var isPlainInShell: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/._-:,+@%".utf8.contains(self)
    }
  }
}

extension [UInt8] {
  /// The text as one word of a POSIX shell, in single quotes unless all of its characters are plain.
  ///
  /// See the POSIX Shell Command Language, 2.2.2.
  package var shellWord: [UInt8] {
    guard isEmpty || !allSatisfy(\.isPlainInShell) else { return self }
    let quote = UInt8(ascii: "'")
    return [quote] + flatMap { $0 == quote ? Array("'\\''".utf8) : [$0] } + [quote]
  }
}
