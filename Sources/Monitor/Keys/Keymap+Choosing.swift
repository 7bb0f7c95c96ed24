internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys of menus and dialogs.
  static let choosingBindings: [Binding] = [
    Binding(
      keys: [.enter], command: .accept, contexts: [.menu, .bookmarks], label: "choose",
      meaning: "choose"),
    Binding(
      keys: [.tab, .backTab, .left, .right], command: .toggleButton,
      contexts: [.dialog, .signal],
      label: "other button", meaning: "the other button"),
    Binding(
      keys: [.enter], command: .accept, contexts: [.dialog, .signal], label: "press",
      meaning: "press the button"),
    Binding(
      keys: [.character("y")], command: .confirm, contexts: [.dialog, .signal],
      label: "yes", meaning: "yes"),
  ]
}
