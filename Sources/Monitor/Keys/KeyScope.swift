internal import Canvas
internal import SafeText

/// The bindings among which a key has one meaning: those of a screen, a menu or a list.
///
/// Dialogs and prompts are not among them: their keys are fixed. The manual lists the keys of each.
///
/// Why: Decisions/92-a-manual-with-tables-of-the-program.md
struct KeyScope: Sendable {
  /// What it is, after "in".
  let name: DisplayText
  /// The bindings with their own keys.
  let entries: [KeyHelp]

  private init<Target: KeyTarget>(_ name: DisplayText, _ bindings: [KeyBinding<Target>]) {
    self.name = name
    entries = bindings.map { KeyHelp($0, KeyMap()) }
  }

  /// Every screen, menu and list.
  static let all = [
    KeyScope("the table", TableScreen.bindings),
    KeyScope("a range of the table", TableScreen.rangeBindings),
    KeyScope("the details", DetailsScreen.bindings),
    KeyScope("the processes", ProcessListScreen.bindings),
    KeyScope("the segments of a process", ProcessDetailScreen.bindings),
    KeyScope("the hex screen", HexScreen.bindings),
    KeyScope("the hex screen while it edits", HexScreen.editBindings),
    KeyScope("the list of hits", HitsScreen.bindings),
    KeyScope("help", HelpOverlay.bindings),
    KeyScope("the column menu", ColumnMenu.bindings),
    KeyScope("the sort menu", SortMenu.bindings),
    KeyScope("the group menu", GroupMenu.bindings),
    KeyScope("the list of strings", StringsView.bindings),
    KeyScope("the list of bookmarks", BookmarkMenu.bindings),
    KeyScope("the list to compare with", CompareMenu.bindings),
  ]
}
