internal import Canvas
internal import SafeText

extension Keymap {
  /// Looking for bytes, bookmarks, and saving some.
  static let findingBindings: [Binding] = [
    Binding(
      keys: [.character("/")], command: .search, contexts: [.contents], label: "find",
      meaning: "find bytes or text; round the end, holes are skipped"),
    Binding(
      keys: [.character("n")], command: .searchNext, contexts: [.contents], label: "",
      meaning: "the next one found"),
    Binding(
      keys: [.character("N")], command: .searchPrevious, contexts: [.contents], label: "",
      meaning: "the one found before"),
    Binding(
      keys: [.tab, .backTab], command: .otherSide, contexts: [.contents], label: "",
      meaning: "to the other side: / takes what is typed as text there"),
    Binding(
      keys: [.character("b")], command: .bookmark, contexts: [.contents], label: "",
      meaning: "set a bookmark at the cursor, or remove it"),
    Binding(
      keys: [.character("B")], command: .bookmarks, contexts: [.contents], label: "",
      meaning: "list the bookmarks: Enter goes there, d removes one"),
    Binding(
      keys: [.character("w")], command: .save, contexts: [.contents], label: "save",
      meaning: "save bytes to a new file"),
    Binding(
      keys: [.character("d"), .delete], command: .removeBookmark, contexts: [.bookmarks],
      label: "remove", meaning: "remove the bookmark"),
  ]
}
