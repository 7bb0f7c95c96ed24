internal import SafeText
internal import Glibc
internal import Formatting

/// A yes-or-no question on the terminal.
enum Confirmation {
  /// Whether standard input is a terminal.
  static var canBeAsked: Bool { isatty(STDIN_FILENO) != 0 }

  /// Asks before removing; any answer except yes counts as no.
  static func ask(removing count: Int) -> Bool {
    ask("Remove \(counted: count, "segment")")
  }

  /// Asks whether to do something; any answer except yes counts as no, and so does ``Interrupt``.
  static func ask(_ words: DisplayText) -> Bool {
    let text: DisplayText = "\(words)? [y/N] "
    _ = text.utf8.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard Interrupt.waitForInput() else {
      // The next message starts below the question.
      StandardError.write(line: "")
      return false
    }
    guard let answer = readLine() else { return false }
    return ["y", "yes"].contains(answer.lowercased())
  }
}
