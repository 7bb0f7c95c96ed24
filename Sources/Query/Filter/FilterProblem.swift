/// Why a text or an option cannot be used as a filter.
package enum FilterProblem: Error, Equatable, Sendable {
  /// There is no such word.
  case noSuchWord([UInt8])
  /// A word has no value.
  case noValue(FilterWord)
  /// A word does not take this value.
  case badValue(FilterWord, [UInt8])
  /// No user has this name.
  case noSuchUser([UInt8])
  /// The user with this name has not been looked up yet.
  case userNotLookedUp([UInt8])

  /// The error message, with the values that are possible, without a full stop.
  ///
  /// It contains the text that was typed, byte for byte, so it must be escaped before it is shown.
  package var message: [UInt8] {
    switch self {
    case .noSuchWord(let word):
      let words = FilterWord.all.map(\.name.description).joined(separator: " ")
      return quote("unknown filter ", word, "; known filters: \(words)")
    case .noValue(let word):
      return Array("\(word.name) takes \(word.takes)".utf8)
    case .badValue(let word, let value):
      return quote("\(word.name) takes \(word.takes), not ", value, "")
    case .noSuchUser(let name): return quote("no such user: ", name, "")
    case .userNotLookedUp(let name): return quote("user ", name, " has not been looked up")
    }
  }

  private func quote(_ before: String, _ bytes: [UInt8], _ after: String) -> [UInt8] {
    Array("\(before)'".utf8) + bytes + Array("'\(after)".utf8)
  }
}
