internal import Canvas
internal import Escaping

/// Which key does what where: the one table that dispatch, footer and help are made from.
enum Keymap {
  /// What keys act on.
  enum Context: CaseIterable {
    case table, details, processes, process, contents, help, menu, dialog, prompt
  }

  struct Binding: Sendable {
    let keys: [Key]
    let command: Command
    let contexts: Set<Context>
    /// The word in the footer; empty for what is not listed there.
    let label: DisplayText
    /// The sentence in help.
    let meaning: DisplayText
  }

  /// What the key does there, if anything.
  static func command(for key: Key, in context: Context) -> Command? {
    bindings.first { $0.contexts.contains(context) && $0.keys.contains(key) }?.command
  }

  /// What fills the screen.
  private static let screens: Set<Context> = [.table, .details, .processes, .process, .contents]
  /// Where there is something to move in.
  private static let moving: Set<Context> = screens.union([.help, .menu])

  static let bindings: [Binding] = [
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
    Binding(
      keys: [.character("d"), .function(9), .delete], command: .remove,
      contexts: [.table, .details, .contents], label: "remove",
      meaning: "remove the segment; asks first"),
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
    Binding(
      keys: [.up, .character("k")], command: .up,
      contexts: moving, label: "", meaning: "up"),
    Binding(
      keys: [.left, .character("h")], command: .left, contexts: [.contents], label: "",
      meaning: "to the byte before"),
    Binding(
      keys: [.right, .character("l")], command: .right, contexts: [.contents], label: "",
      meaning: "to the byte after"),
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
      keys: [.character(":"), .character("g")], command: .goTo, contexts: [.contents],
      label: "go to", meaning: "go to an offset: 0x1000, 4K, +16, -16 or 50%"),
    Binding(
      keys: [.character(" ")], command: .pin, contexts: [.contents], label: "pin",
      meaning: "mark what differs from these bytes; again: no more"),
    Binding(
      keys: [.home, .character("g")], command: .top,
      contexts: moving.subtracting([.contents]), label: "", meaning: "to the top"),
    Binding(
      keys: [.character("e")], command: .byteOrder, contexts: [.contents], label: "",
      meaning: "the other byte order for the numbers below the bytes"),
    Binding(
      keys: [.home], command: .top, contexts: [.contents], label: "", meaning: "to the top"),
    Binding(
      keys: [.end, .character("G")], command: .bottom,
      contexts: moving, label: "", meaning: "to the bottom"),
    Binding(
      keys: [.enter], command: .accept, contexts: [.menu], label: "choose", meaning: "choose"),
    Binding(
      keys: [.tab, .backTab, .left, .right], command: .otherButton, contexts: [.dialog],
      label: "other button", meaning: "the other button"),
    Binding(
      keys: [.enter], command: .accept, contexts: [.dialog], label: "press",
      meaning: "press the button"),
    Binding(
      keys: [.character("y")], command: .agree, contexts: [.dialog], label: "yes", meaning: "yes"),
    Binding(
      keys: [.character("p")], command: .pause, contexts: screens,
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
      keys: [.escape, .left, .backspace], command: .leave,
      contexts: [.details, .processes, .process], label: "back", meaning: "back"),
    Binding(
      keys: [.escape, .backspace], command: .leave, contexts: [.contents], label: "back",
      meaning: "back"),
    Binding(
      keys: [.escape, .character("n"), .character("q")], command: .leave,
      contexts: [.dialog], label: "no", meaning: "no"),
    Binding(
      keys: [.escape, .character("q"), .character("?"), .function(1)], command: .leave,
      contexts: [.help, .menu], label: "back", meaning: "back"),
    Binding(
      keys: [.control("l")], command: .repaint, contexts: Set(Context.allCases), label: "",
      meaning: "draw the screen anew"),
    Binding(
      keys: [.character("q")], command: .quit, contexts: screens,
      label: "quit", meaning: "quit"),
    Binding(
      keys: [.character("P")], command: .processes, contexts: [.table], label: "who",
      meaning: "the processes that hold segments, and what they cost"),
  ]
}

/// What a key can ask for.
enum Command: Sendable {
  case help, details, processes, contents, remove
  case sortMenu, previousColumn, nextColumn, invert
  case filter, search, searchNext, searchPrevious
  case up, down, left, right, pageUp, pageDown, top, bottom, goTo, pin, byteOrder
  case accept, agree, otherButton, leave
  case pause, refresh, slower, faster, repaint, quit
}
