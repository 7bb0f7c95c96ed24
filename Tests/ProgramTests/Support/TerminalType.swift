internal import TestSupport
internal import Testing

/// A type of terminal, with what the terminal database says of it.
enum TerminalType: String, CaseIterable, CustomTestStringConvertible {
  case vt100, linux, screen
  case xterm = "xterm-256color"
  case tmux = "tmux-256color"

  var testDescription: String { rawValue }

  var environment: [String: String] { ["TERM": rawValue] }

  /// What a capability with these numbers sends; `nil` if the terminal lacks it.
  ///
  /// See tput(1).
  func capability(_ name: String, _ numbers: Int...) throws -> [UInt8]? {
    let outcome = try Command.run(
      ["tput", "-T", "\(rawValue)", "\(name)"] + numbers.map { "\($0)" })
    return outcome.status == .exited(0) && !outcome.output.isEmpty ? outcome.output : nil
  }

  var hasColors: Bool { get throws { try capability("setaf", 1) != nil } }

  var hasMouse: Bool { get throws { try capability("kmous") != nil } }

  /// Whether the database knows all of them.
  static var areKnown: Bool {
    allCases.allSatisfy { ((try? $0.capability("cup", 1, 1)) ?? nil) != nil }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips tests by name where an entry of the terminal database is missing.
  static var needsTerminalTypes: ConditionTrait {
    .enabled(if: TerminalType.areKnown, "needs the terminal database of ncurses-base")
  }
}
