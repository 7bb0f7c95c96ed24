internal import Formatting
internal import Kernel
package import SafeText
package import SystemPackage

/// A word that filters segments, the same on the command line and in the monitor.
///
/// Options, prompt, messages and help come from ``all``.
package struct FilterWord: Sendable {
  /// Finds a user by name; `nil` if no user has the name.
  package typealias UserLookup = (_ name: [UInt8]) throws(FilterProblem) -> UserID?

  /// Parses a value for a comparison; `nil` if the word does not take it.
  typealias Reader =
    @Sendable (ComparisonOperator, [UInt8], UserLookup) throws(FilterProblem) ->
    Filter.Test?

  /// The word, such as `state`; that of ``options`` is an option too, with `--` before it.
  package let name: DisplayText
  /// The placeholder of the value in help: `--older-than <age>`.
  package let placeholder: DisplayText
  /// The values that it takes, for messages: "removed, in-use, unknown, idle or orphan".
  package let takes: DisplayText
  /// The segments that it selects, for help: "in this state".
  package let meaning: DisplayText
  /// The signs that can follow it.
  package let comparisons: [ComparisonOperator]
  /// Whether its values have an order, so that it takes more signs than those of texts.
  package var isOrdered: Bool {
    comparisons.contains { !ComparisonOperator.unordered.contains($0) }
  }
  /// All its values, if they are few.
  let values: [DisplayText]
  /// Whether its value can be a number, so that `-1` after its option is a wrong value and not another option.
  package var takesNumber: Bool { !isName && values.isEmpty }
  /// Whether it selects segments by a name, which the user has then chosen explicitly.
  let isName: Bool
  /// Whether the word given twice, as in `kind=sysv kind=posix`, matches either value.
  let hasAlternatives: Bool
  private let read: Reader

  init(
    _ name: DisplayText, _ placeholder: DisplayText = "",
    comparisons: [ComparisonOperator] = [.equal],
    values: [DisplayText] = [], isName: Bool = false, hasAlternatives: Bool = true,
    takes: DisplayText, _ meaning: DisplayText, read: @escaping Reader
  ) {
    self.name = name
    self.placeholder = placeholder
    self.takes = takes
    self.meaning = meaning
    self.comparisons = comparisons
    self.values = values
    self.isName = isName
    self.hasAlternatives = hasAlternatives
    self.read = read
  }

  /// A word whose values are equal or not: `read` makes the test of being equal.
  static func equatable(
    _ name: DisplayText, _ placeholder: DisplayText = "", values: [DisplayText] = [],
    isName: Bool = false, takes: DisplayText, _ meaning: DisplayText,
    read: @escaping @Sendable ([UInt8], UserLookup) throws(FilterProblem) -> Filter.Test?
  ) -> FilterWord {
    FilterWord(
      name, placeholder, comparisons: ComparisonOperator.unordered, values: values, isName: isName,
      takes: takes, meaning
    ) { comparison, value, users throws(FilterProblem) in
      guard let test = try read(value, users) else { return nil }
      guard comparison == .notEqual else { return test }
      // Without `matchesLabel`, which would have to be negated too.
      var opposite = Filter.Test(needs: test.needs) { segment, row, scene in
        test.matches(segment, row, scene).map { !$0 }
      }
      if let matches = test.matchesUnseen {
        opposite.matchesUnseen = { matches($0).map { !$0 } }
      }
      return opposite
    }
  }

  /// Finds a word by its name, in upper or lower case; `nil` if there is none.
  package init?(named name: some Collection<UInt8>) {
    var name = name.map { $0.folded(true) }
    // The heading of the column.
    if name == Array("owner".utf8) { name = Array("user".utf8) }
    guard
      let word = Self.all.first(where: { $0.name.utf8 == name }) ?? Self.word(alias: name)
    else { return nil }
    self = word
  }

  /// The word of the column that lsipc or ipcs call so.
  private static func word(alias: [UInt8]) -> FilterWord? {
    guard
      let field = Field.aliases.first(where: { $0.name.utf8.map { $0.folded(true) } == alias })?
        .field
    else { return nil }
    return all.first { $0.name.utf8 == field.name.utf8.map { $0.folded(true) } }
  }

  /// The condition of this word with a value; `users` looks up a user's name.
  package func condition(
    _ value: [UInt8], _ comparison: ComparisonOperator = .equal, users: UserLookup
  ) throws(FilterProblem) -> Filter.Condition {
    guard let test = try read(comparison, value, users) else {
      throw .badValue(self, value)
    }
    return Filter.Condition(word: self, comparison: comparison, value: value, test: test)
  }
}

extension FilterWord: Equatable {
  package static func == (left: FilterWord, right: FilterWord) -> Bool { left.name == right.name }
}
