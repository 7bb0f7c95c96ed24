internal import Formatting
internal import Kernel
package import SystemPackage

/// A word that filters segments, the same on the command line and in the monitor.
///
/// Options, prompt, messages and help come from ``all``.
package struct FilterWord: Sendable {
  /// Finds a user by name; `nil` if no user has the name.
  package typealias UserLookup = (_ name: [UInt8]) throws(FilterProblem) -> UserID?

  /// The word, such as `state`; the option is `--` and this word.
  package let name: StaticString
  /// The placeholder of the value in help: `--older-than <age>`.
  package let placeholder: StaticString
  /// The values that it takes, for messages: "removed, in-use, unknown, idle or orphan".
  package let takes: StaticString
  /// The segments that it selects, for help: "in this state".
  package let meaning: StaticString
  /// Whether it selects segments by a name, which the user has then chosen explicitly.
  let isName: Bool
  /// Parses a value; `nil` if the word does not take it.
  private let read: @Sendable ([UInt8], UserLookup) throws(FilterProblem) -> Filter.Test?

  init(
    _ name: StaticString, _ placeholder: StaticString, isName: Bool = false, takes: StaticString,
    _ meaning: StaticString,
    read: @escaping @Sendable ([UInt8], UserLookup) throws(FilterProblem) -> Filter.Test?
  ) {
    self.name = name
    self.placeholder = placeholder
    self.takes = takes
    self.meaning = meaning
    self.isName = isName
    self.read = read
  }

  /// Finds a word by its name; `nil` if there is none.
  package init?(named name: some Collection<UInt8>) {
    guard let word = Self.all.first(where: { $0.bytes.elementsEqual(name) }) else { return nil }
    self = word
  }

  /// The condition of this word with a value; `users` looks up a user's name.
  package func condition(
    _ value: [UInt8], users: UserLookup
  ) throws(FilterProblem) -> Filter.Condition {
    guard let test = try read(value, users) else {
      throw .badValue(self, value)
    }
    return Filter.Condition(word: self, value: value, test: test)
  }

  /// The bytes of its name.
  var bytes: [UInt8] { name.withUTF8Buffer { Array($0) } }
}

extension FilterWord: Equatable {
  package static func == (left: FilterWord, right: FilterWord) -> Bool { left.bytes == right.bytes }
}
