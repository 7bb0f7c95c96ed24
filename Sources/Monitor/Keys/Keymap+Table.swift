internal import Canvas
internal import SafeText

extension Keymap {
  /// Keys of the tables.
  static let tableBindings: [Binding] = [
    Binding(
      keys: [.character("s"), .function(6)], command: .sortMenu, contexts: [.table],
      label: "sort", meaning: "choose the column to sort by"),
    Binding(
      keys: [.character("<")], command: .previousColumn, contexts: [.table, .processes], label: "",
      meaning: "sort by the column before"),
    Binding(
      keys: [.character(">")], command: .nextColumn, contexts: [.table], label: "",
      meaning: "sort by the column after"),
    Binding(
      keys: [.character(">")], command: .nextColumn, contexts: [.processes], label: "sort",
      meaning: "sort by the column after"),
    Binding(
      keys: [.character("I")], command: .invert, contexts: [.table, .processes], label: "",
      meaning: "turn the order round"),
    Binding(
      keys: [.character("/")], command: .search, contexts: [.table], label: "find",
      meaning: "find a name; the cursor goes there"),
    Binding(
      keys: [.character("f"), .character("\\")], command: .filter, contexts: [.table],
      label: "filter", meaning: "show only some of the segments"),
    Binding(
      keys: [.character("n")], command: .searchNext, contexts: [.table], label: "",
      meaning: "the next one found"),
    Binding(
      keys: [.character("N")], command: .searchPrevious, contexts: [.table], label: "",
      meaning: "the one found before"),
  ]
}
