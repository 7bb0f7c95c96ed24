internal import SafeText
internal import Glibc
internal import Formatting

/// A question to the person at the terminal.
enum Confirmation {
  /// Whether there is a person to ask.
  static var canBeAsked: Bool { isatty(STDIN_FILENO) != 0 }

  /// Asks before removing; everything but a yes is a no.
  static func ask(removing count: Int) -> Bool {
    ask("Remove \(counted: count, "segment")")
  }

  /// Asks whether something shall be done; everything but a yes is a no.
  static func ask(_ words: DisplayText) -> Bool {
    let text: DisplayText = "\(words)? [y/N] "
    _ = text.utf8.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard let answer = readLine() else { return false }
    return ["y", "yes"].contains(answer.lowercased())
  }
}
