internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys that move.
  static let movingBindings: [Binding] = [
    Binding(
      keys: [.up, .character("k")], command: .up,
      contexts: moving, label: "", meaning: "up"),
    Binding(
      keys: [.down, .character("j")], command: .down,
      contexts: moving, label: "", meaning: "down"),
    Binding(
      keys: [.pageUp, .control("b")], command: .pageUp,
      contexts: moving, label: "", meaning: "a page up"),
    Binding(
      keys: [.pageDown, .control("f")], command: .pageDown,
      contexts: moving, label: "", meaning: "a page down"),
    Binding(
      keys: [.home, .character("g")], command: .top,
      contexts: moving.subtracting([.contents]), label: "", meaning: "to the top"),
    Binding(
      keys: [.home], command: .top, contexts: [.contents], label: "", meaning: "to the top"),
    Binding(
      keys: [.end, .character("G")], command: .bottom,
      contexts: moving, label: "", meaning: "to the bottom"),
  ]
}
