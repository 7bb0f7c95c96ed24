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

  /// Asks to type a text; any other answer counts as no.
  static func ask(_ request: DisplayText, for text: DisplayText) -> Bool {
    answer(to: "\(request): ").map { Array($0.utf8) } == text.utf8
  }

  /// Asks whether to do something; any answer except yes counts as no, and so does ``Interrupt``.
  static func ask(_ words: DisplayText) -> Bool {
    ["y", "yes"].contains(answer(to: "\(words)? [y/N] ")?.lowercased())
  }

  /// The answer to a question; `nil` at the end of input, and after ``Interrupt``.
  ///
  /// What was typed or pasted before the question appears answers nothing.
  private static func answer(to question: DisplayText) -> String? {
    tcflush(STDIN_FILENO, TCIFLUSH)
    _ = question.utf8.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard Interrupt.waitForInput() else {
      // The next message starts below the question.
      StandardError.write(line: "")
      return nil
    }
    return readLine()
  }
}
