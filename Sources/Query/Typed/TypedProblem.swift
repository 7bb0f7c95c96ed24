package import SafeText

/// Why a text that was typed is not what was asked for: on the command line, or in a form of the monitor.
package struct TypedProblem: Error, Hashable, Sendable {
  /// What is wrong, or what was expected: one sentence without a capital and a full stop.
  package let text: DisplayText

  init(_ text: DisplayText) { self.text = text }
}
