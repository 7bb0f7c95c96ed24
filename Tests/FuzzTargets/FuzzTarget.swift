/// A parser of text that other users can write, and what must hold for its result whatever the text is.
///
/// libFuzzer runs them (`.ci/fuzz`), and tests run them on a corpus and on random damage to it.
package struct FuzzTarget: Sendable {
  /// The name, which is also that of its folder in the corpus.
  package let name: String
  /// Parses a text, and returns what is wrong with the result; `nil` if nothing is.
  package let check: @Sendable ([UInt8]) -> String?

  package static let all = kernel + [sysvipc, saved, selector, filter, settings]
}
