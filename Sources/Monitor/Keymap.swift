internal import Canvas
internal import Escaping

/// Which key does what where: the one table that dispatch, footer and help are made from.
enum Keymap {
  /// What keys act on.
  enum Context: CaseIterable {
    case table, details, contents, help, menu, dialog, prompt
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

  static let bindings: [Binding] = [
    Binding(
      keys: [.character("?"), .function(1)], command: .help,
      contexts: [.table, .details, .contents], label: "help", meaning: "this help"),
    Binding(
      keys: [.enter, .character("i")], command: .details, contexts: [.table],
      label: "open", meaning: "all facts about the segment"),
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
      keys: [.character("<")], command: .previousColumn, contexts: [.table], label: "",
      meaning: "sort by the column before"),
    Binding(
      keys: [.character(">")], command: .nextColumn, contexts: [.table], label: "",
      meaning: "sort by the column after"),
    Binding(
      keys: [.character("I")], command: .invert, contexts: [.table], label: "",
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
      contexts: [.table, .details, .contents, .help, .menu], label: "", meaning: "up"),
    Binding(
      keys: [.down, .character("j")], command: .down,
      contexts: [.table, .details, .contents, .help, .menu], label: "", meaning: "down"),
    Binding(
      keys: [.pageUp, .control("b")], command: .pageUp,
      contexts: [.table, .details, .contents, .help, .menu], label: "", meaning: "a page up"),
    Binding(
      keys: [.pageDown, .control("f")], command: .pageDown,
      contexts: [.table, .details, .contents, .help, .menu], label: "", meaning: "a page down"),
    Binding(
      keys: [.home, .character("g")], command: .top,
      contexts: [.table, .details, .contents, .help, .menu], label: "", meaning: "to the top"),
    Binding(
      keys: [.end, .character("G")], command: .bottom,
      contexts: [.table, .details, .contents, .help, .menu], label: "", meaning: "to the bottom"),
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
      keys: [.character("p")], command: .pause, contexts: [.table, .details, .contents],
      label: "pause", meaning: "pause and go on"),
    Binding(
      keys: [.character("r"), .function(5)], command: .refresh,
      contexts: [.table, .details, .contents], label: "", meaning: "refresh now"),
    Binding(
      keys: [.character("+")], command: .slower, contexts: [.table, .details, .contents],
      label: "", meaning: "refresh less often"),
    Binding(
      keys: [.character("-")], command: .faster, contexts: [.table, .details, .contents],
      label: "", meaning: "refresh more often"),
    Binding(
      keys: [.escape, .left, .backspace], command: .leave,
      contexts: [.details, .contents], label: "back", meaning: "back"),
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
      keys: [.character("q")], command: .quit, contexts: [.table, .details, .contents],
      label: "quit", meaning: "quit"),
  ]
}

/// What a key can ask for.
enum Command: Sendable {
  case help, details, contents, remove
  case sortMenu, previousColumn, nextColumn, invert
  case filter, search, searchNext, searchPrevious
  case up, down, pageUp, pageDown, top, bottom
  case accept, agree, otherButton, leave
  case pause, refresh, slower, faster, repaint, quit
}
