import Canvas
import SafeText
import Testing

@testable import Monitor

/// Keys to press, written as help shows them: `j j Space PgDn ^L F1 S-Tab`.
///
/// A text in single quotes is typed: `f 'size>1M' Enter`.
struct KeyScript: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  /// The words, each with the keys that it stands for.
  private(set) var steps: [(word: String, keys: [Key])] = []

  var keys: [Key] { steps.flatMap(\.keys) }

  /// A word that names no key is an issue of the test.
  init(_ text: String) {
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard !rest.isEmpty else { return }
      let word = Self.word(at: rest)
      rest = rest.dropFirst(word.count)
      if let keys = Self.keys(of: word) {
        steps.append((String(word), keys))
      } else {
        Issue.record("no key has the name \(word), in: \(text)")
      }
    }
  }

  init(stringLiteral text: String) { self.init(text) }

  init(arrayLiteral keys: Key...) { self.init(keys) }

  init(_ keys: [Key]) { steps = keys.map { ($0.text.string, [$0]) } }

  static func + (first: KeyScript, second: KeyScript) -> KeyScript {
    var both = first
    both.steps += second.steps
    return both
  }

  /// A text up to its second quote, or all up to the next space.
  private static func word(at text: Substring) -> Substring {
    let word = text.prefix { !$0.isWhitespace }
    guard text.first == "'", word.count > 1 else { return word }
    guard let end = text.dropFirst().firstIndex(of: "'") else { return word }
    return text[...end]
  }

  private static func keys(of word: Substring) -> [Key]? {
    if word.count > 1, word.first == "'", word.last == "'" {
      return word.dropFirst().dropLast().unicodeScalars.map { .character($0) }
    }
    return (try? Key(name: Array(word.utf8))).map { [$0] }
  }
}

extension MonitorHarness {
  /// Presses the keys of a script.
  mutating func play(_ script: KeyScript) {
    for key in script.keys { press(key) }
  }
}
