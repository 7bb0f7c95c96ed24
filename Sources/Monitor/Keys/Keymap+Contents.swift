internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys of the screen of bytes.
  static let contentsBindings: [Binding] = [
    Binding(
      keys: [.left, .character("h")], command: .left, contexts: [.contents], label: "",
      meaning: "to the byte before"),
    Binding(
      keys: [.right, .character("l")], command: .right, contexts: [.contents], label: "",
      meaning: "to the byte after"),
    Binding(
      keys: [.character(":"), .character("g")], command: .goTo, contexts: [.contents],
      label: "go to", meaning: "go to an offset: 0x1000, 4K, +16, -16 or 50%"),
    Binding(
      keys: [.character(" ")], command: .baseline, contexts: [.contents], label: "pin",
      meaning: "mark what differs from these bytes; again: no more"),
    Binding(
      keys: [.character("z")], command: .squeeze, contexts: [.contents], label: "",
      meaning: "squeeze equal rows into one line; again: no more"),
    Binding(
      keys: [.character("e")], command: .byteOrder, contexts: [.contents], label: "",
      meaning: "the other byte order for the numbers below the bytes"),
  ]
}
