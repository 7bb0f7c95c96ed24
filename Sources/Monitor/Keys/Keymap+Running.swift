internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys that are about the program, and those that leave.
  static let runningBindings: [Binding] = [
    Binding(
      keys: [.character("p")], command: .pause, contexts: screens.subtracting([.table]),
      label: "pause", meaning: "pause and go on"),
    Binding(
      keys: [.character("r"), .function(5)], command: .refresh,
      contexts: screens, label: "", meaning: "refresh now"),
    Binding(
      keys: [.character("+")], command: .slower, contexts: screens,
      label: "", meaning: "refresh less often"),
    Binding(
      keys: [.character("-")], command: .faster, contexts: screens,
      label: "", meaning: "refresh more often"),
    Binding(
      keys: [.escape, .left, .backspace], command: .dismiss,
      contexts: [.details, .processes, .process], label: "back", meaning: "back"),
    Binding(
      keys: [.escape, .backspace], command: .dismiss, contexts: [.contents], label: "back",
      meaning: "back"),
    Binding(
      keys: [.escape, .character("n"), .character("q")], command: .dismiss,
      contexts: [.dialog, .signal], label: "no", meaning: "no"),
    Binding(
      keys: [.escape, .character("q"), .character("?"), .function(1)], command: .dismiss,
      contexts: [.help, .menu, .bookmarks], label: "back", meaning: "back"),
    Binding(
      keys: [.control("l")], command: .repaint, contexts: Set(Context.allCases), label: "",
      meaning: "draw the screen anew"),
    Binding(
      keys: [.character("q")], command: .quit, contexts: screens,
      label: "quit", meaning: "quit"),
    Binding(
      keys: [.character("p")], command: .pause, contexts: [.table],
      label: "pause", meaning: "pause and go on"),
    Binding(
      keys: [.character("P")], command: .processes, contexts: [.table], label: "who",
      meaning: "the processes that hold segments, and what they cost"),
  ]
}
