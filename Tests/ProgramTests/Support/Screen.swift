internal import TestSupport

/// What a terminal shows at one moment.
struct Screen: CustomStringConvertible {
  /// One line: its text, and which part of it stands out in reverse.
  struct Line {
    var text = ""
    var reversed = ""
  }

  let lines: [Line]

  /// Reads what `tmux capture-pane -e` prints.
  init(capture: String) {
    // The last newline ends the last line.
    lines = capture.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
      Self.line)
  }

  /// Whether a text stands in one of the lines.
  func shows(_ text: String) -> Bool { row(of: text) != nil }

  /// The first row with a text.
  func row(of text: String) -> Int? { lines.firstIndex { $0.text.contains(text) } }

  /// Whether a text stands out in reverse: the selected row, the focused button.
  func marks(_ text: String) -> Bool { lines.contains { $0.reversed.contains(text) } }

  var description: String { lines.map(\.text).joined(separator: "\n") }

  private static func line(_ capture: Substring) -> Line {
    var line = Line()
    var isReversed = false
    var rest = capture.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1b}", rest.first == "[" {
        let parameters = rest.dropFirst().prefix { $0 != "m" }
        rest = rest[parameters.endIndex...].dropFirst()
        for parameter in parameters.split(separator: ";", omittingEmptySubsequences: false) {
          switch String(parameter) {
          case "7": isReversed = true
          case "", "0", "27": isReversed = false
          default: break
          }
        }
      } else if scalar.value >= 0x20 {
        line.text.unicodeScalars.append(scalar)
        if isReversed { line.reversed.unicodeScalars.append(scalar) }
      }
    }
    return line
  }
}
