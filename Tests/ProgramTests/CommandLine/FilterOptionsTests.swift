internal import TestSupport

import ArgumentParser
import Formatting
import Query
import SafeText
import Testing

@testable import shmtop

/// The options of the words that segments are chosen by.
struct FilterOptionsTests {
  /// A value of each word is among these.
  private static let values = ["1", "sysv", "removed"]

  @Test(arguments: FilterWord.options)
  func `each filter word is an option`(word: FilterWord) throws {
    let value = try #require(
      Self.values.first { value in
        (try? word.condition(Array(value.utf8), users: { _ in nil })) != nil
      }, "no sample value of \(word.name.string) in this test")
    let options = try FilterOptions.parse(["--\(word.name.string)", value])
    #expect(options.filter.conditions.map(\.word) == [word])
  }

  @Test func `each option is a filter word, in the order of the words`() throws {
    let names = Mirror(reflecting: try FilterOptions.parse([])).children.compactMap(\.label)
    let words = FilterWord.options.map { $0.name.string.filter { $0 != "-" } }
    #expect(names.map { $0.drop { $0 == "_" }.lowercased() } == words + ["queries"])
  }
}
