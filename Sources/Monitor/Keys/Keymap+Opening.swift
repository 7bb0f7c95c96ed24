internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys that open something, or act on a segment.
  static let openingBindings: [Binding] = [
    Binding(
      keys: [.character("?"), .function(1)], command: .help,
      contexts: screens, label: "help", meaning: "this help"),
    Binding(
      keys: [.enter, .character("i")], command: .details, contexts: [.table, .process],
      label: "open", meaning: "verdict, holders and facts of the segment"),
    Binding(
      keys: [.enter, .character("i")], command: .details, contexts: [.processes],
      label: "segments", meaning: "the segments that it holds"),
    Binding(
      keys: [.character("x")], command: .contents, contexts: [.table, .details],
      label: "hex", meaning: "its bytes, live"),
  ]
}
