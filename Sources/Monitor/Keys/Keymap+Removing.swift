internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys that tag, remove and send signals.
  static let removingBindings: [Binding] = [
    Binding(
      keys: [.character("d"), .function(9), .delete], command: .remove, contexts: [.table],
      label: "remove", meaning: "remove the segment, or all that are tagged; asks first"),
    Binding(
      keys: [.character(" ")], command: .tag, contexts: [.table], label: "tag",
      meaning: "tag the segment, or untag it, and go on to the next"),
    Binding(
      keys: [.character("d"), .function(9), .delete], command: .remove,
      contexts: [.details, .contents], label: "remove",
      meaning: "remove the segment; asks first"),
    Binding(
      keys: [.character("T")], command: .tagAll, contexts: [.table], label: "",
      meaning: "tag all rows"),
    Binding(
      keys: [.character("U")], command: .untagAll, contexts: [.table], label: "",
      meaning: "untag all, also those without rows"),
    Binding(
      keys: [.character("K")], command: .signal, contexts: [.details], label: "signal",
      meaning: "send TERM, INT, HUP or KILL to the holder; asks first"),
    Binding(
      keys: [.tab], command: .nextHolder, contexts: [.details], label: "holder",
      meaning: "choose a holder: the next"),
    Binding(
      keys: [.backTab], command: .previousHolder, contexts: [.details], label: "",
      meaning: "choose a holder: the one before"),
    Binding(
      keys: [.down], command: .down, contexts: [.signal], label: "other signal",
      meaning: "the next signal"),
    Binding(
      keys: [.character("s")], command: .saveFirst, contexts: [.dialog], label: "save first",
      meaning: "save before removing, or not"),
    Binding(
      keys: [.function(2)], command: .saveFirst, contexts: [.confirmation], label: "save first",
      meaning: "save before removing, or not"),
    Binding(
      keys: [.enter], command: .accept, contexts: [.confirmation],
      label: "press", meaning: "press the button"),
    Binding(
      keys: [.escape], command: .dismiss, contexts: [.confirmation], label: "no", meaning: "no"),
    Binding(
      keys: [.escape, .character("q")], command: .dismiss, contexts: [.progress], label: "stop",
      meaning: "stop after this one"),
    Binding(
      keys: [.escape, .enter, .character("q")], command: .dismiss, contexts: [.summary],
      label: "close", meaning: "close"),
  ]
}
