internal import SafeText

/// Why a condition cannot be used in a filter.
package enum FilterProblem: Error, Equatable, Sendable {
  /// There is no such word.
  case noSuchWord([UInt8])
  /// A word cannot be compared like this.
  case badComparison(FilterWord, ComparisonOperator)
  /// A word has no value.
  case noValue(FilterWord)
  /// A word does not take this value.
  case badValue(FilterWord, [UInt8])
  /// A number is larger than any that can be compared.
  case tooLarge([UInt8])
  /// No user has this name.
  case noSuchUser([UInt8])
  /// The user with this name has not been looked up yet.
  case userNotLookedUp([UInt8])
  /// A condition is expected here.
  case nothing
  case openParenthesis, unopenedParenthesis, openQuote, nothingAfterBackslash, tooDeep

  /// The error message, with what would be right, without a full stop.
  ///
  /// It contains the text that was typed, byte for byte, so it must be escaped before it is shown.
  package var message: [UInt8] {
    switch self {
    case .noSuchWord(let word):
      let start = quote("unknown word ", word)
      if let name = Suggestion.nearest(to: word, among: FilterWord.all.map(\.name.utf8)) {
        return start + quote("; did you mean ", name, "?")
      }
      let words = FilterWord.options.map(\.name.string).joined(separator: " ")
      return start + Array("; words: \(words), or a column such as size".utf8)
    case .badComparison(let word, let comparison):
      let signs = word.comparisons.map(\.sign.description).joined(separator: " ")
      return Array("\(word.name.string) takes \(signs), not \(comparison.sign)".utf8)
    case .noValue(let word):
      return Array("\(word.name.string) takes \(word.takes.string)".utf8)
    case .badValue(let word, let value):
      let name = word == .label ? "a word alone" : word.name.string
      let start = quote("\(name) takes \(word.takes.string), not ", value)
      let near = Suggestion.nearest(to: value, among: word.values.map(\.utf8))
      return start + (near.map { quote("; did you mean ", $0, "?") } ?? [])
    case .tooLarge(let number): return quote("", number, " is too large")
    case .noSuchUser(let name): return quote("no such user: ", name)
    case .userNotLookedUp(let name): return quote("user ", name, " has not been looked up")
    case .nothing: return Array("a word such as state=orphan is missing here".utf8)
    case .openParenthesis: return Array("this ( has no )".utf8)
    case .unopenedParenthesis: return Array("this ) has no (".utf8)
    case .openQuote: return Array("this quote is not closed".utf8)
    case .nothingAfterBackslash: return Array("nothing follows this backslash".utf8)
    case .tooDeep: return Array("too many parentheses or 'not' inside one another".utf8)
    }
  }

  private func quote(_ before: String, _ bytes: [UInt8], _ after: String = "") -> [UInt8] {
    Array("\(before)'".utf8) + bytes + Array("'\(after)".utf8)
  }
}

/// A problem with the text of a filter, and where it is.
package struct FilterTextProblem: Error, Equatable, Sendable {
  package let problem: FilterProblem
  /// The bytes of the text; empty where something is missing.
  package let range: Range<Int>

  init(_ problem: FilterProblem, at range: Range<Int>) {
    self.problem = problem
    self.range = range
  }

  package var message: [UInt8] { problem.message }
}
