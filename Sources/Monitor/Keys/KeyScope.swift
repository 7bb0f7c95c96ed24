internal import Canvas
internal import SafeText

/// The bindings among which a key has one meaning: those of a screen, a menu or a list.
///
/// Dialogs and prompts are not among them: their keys are fixed.
struct KeyScope: Sendable {
  struct Entry: Sendable {
    let action: Action?
    /// Its own keys there.
    let keys: [Key]
    let meaning: DisplayText
  }

  /// What it is, after "in".
  let name: DisplayText
  let entries: [Entry]

  private init<Target: KeyTarget>(_ name: DisplayText, _ bindings: [KeyBinding<Target>]) {
    self.name = name
    entries = bindings.map { Entry(action: $0.action, keys: $0.keys, meaning: $0.meaning) }
  }

  /// Every screen, menu and list.
  static let all = [
    KeyScope("the table", TableScreen.bindings),
    KeyScope("a range of the table", TableScreen.rangeBindings),
    KeyScope("the details", DetailsScreen.bindings),
    KeyScope("the processes", ProcessListScreen.bindings),
    KeyScope("the segments of a process", ProcessDetailScreen.bindings),
    KeyScope("the hex screen", HexScreen.bindings),
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
