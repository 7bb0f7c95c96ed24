internal import Canvas
internal import SafeText

/// Which key does what where: the one table that dispatch, footer and help are made from.
enum Keymap {
  /// What keys act on.
  enum Context: CaseIterable {
    case table, details, processes, process, contents, help, menu, bookmarks, dialog, prompt
    /// A question whose answer is typed.
    case confirmation
    /// The question which signal is sent.
    case signal
    /// What runs and can be stopped, and what came of it.
    case progress, summary
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
  static let screens: Set<Context> = [.table, .details, .processes, .process, .contents]
  /// Where there is something to move in.
  static let moving: Set<Context> = screens.union([
    .help, .menu, .bookmarks, .dialog, .confirmation, .signal, .summary,
  ])

  /// In the order of footer and help.
  static let bindings =
    openingBindings + removingBindings + tableBindings + findingBindings + movingBindings
    + contentsBindings + choosingBindings + runningBindings
}

/// What a key can ask for.
enum Command: Sendable {
  case help, details, processes, contents, remove
  case tag, tagAll, untagAll, nextHolder, previousHolder, signal, saveFirst
  case sortMenu, previousColumn, nextColumn, invert
  case filter, search, searchNext, searchPrevious
  case otherSide, bookmark, bookmarks, removeBookmark, save
  case up, down, left, right, pageUp, pageDown, top, bottom, goTo, baseline, squeeze, byteOrder
  case accept, confirm, toggleButton, dismiss
  case pause, refresh, slower, faster, repaint, quit

  /// Whether it leads to a change outside of this program.
  var isChanging: Bool { self == .remove || self == .signal }
}
