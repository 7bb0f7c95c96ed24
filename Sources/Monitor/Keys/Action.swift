internal import Canvas
internal import SafeText

/// What keys do on a screen, by the name that the settings file has for it.
///
/// A name stands for one intention, such as `open`, on all screens. What answers a question has no name, so that it cannot be
/// rebound.
///
/// Why: Decisions/73-rebound-keys.md
enum Action: String, CaseIterable, Sendable {
  // Everywhere.
  case help, quit, back, pause, refresh, slower, faster, redraw
  case saveSettings = "save-settings"
  // Moving.
  case up, down, left, right, top, bottom
  case pageUp = "page-up"
  case pageDown = "page-down"
  // Showing something else.
  case open, hex, processes, strings
  case nextSegment = "next-segment"
  case previousSegment = "previous-segment"
  case nextHolder = "next-holder"
  case previousHolder = "previous-holder"
  // Changing something.
  case remove, signal, create, resize, edit
  case setAccess = "set-access"
  // Choosing rows.
  case tag, range, follow
  case tagAll = "tag-all"
  case untagAll = "untag-all"
  // Finding.
  case find, filter
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case findInAll = "find-in-all"
  // The table.
  case sort, reverse, group, columns
  case sortPrevious = "sort-previous"
  case sortNext = "sort-next"
  case foldAll = "fold-all"
  case detailPane = "detail-pane"
  case goneRows = "gone-rows"
  // Copying.
  case copyID = "copy-id"
  case copyName = "copy-name"
  case copyBytes = "copy-bytes"
  // Bytes.
  case goTo = "go-to"
  case switchSide = "switch-side"
  case mark, pin, squeeze, bookmark, bookmarks
  case byteOrder = "byte-order"
  case saveBytes = "save-bytes"
  case compare
  case nextDifference = "next-difference"
  case previousDifference = "previous-difference"
  // In menus.
  case removeBookmark = "remove-bookmark"
  case compareFile = "compare-file"
  case moveColumnRight = "move-column-right"
  case moveColumnLeft = "move-column-left"
  case widenColumn = "widen-column"
  case narrowColumn = "narrow-column"
  case fitColumn = "fit-column"
  case automaticColumns = "automatic-columns"
}

extension Action {
  /// The name, for messages.
  var text: DisplayText { DisplayText(escaping: rawValue.utf8, in: .ascii) }

  /// Its keys, unless the user or a binding has others.
  var keys: [Key] {
    switch self {
    case .help: [.character("?"), .character("h"), .function(1)]
    case .quit: [.character("q")]
    case .back: [.escape, .left, .backspace]
    case .pause: [.character("p")]
    case .refresh: [.character("r"), .function(5)]
    case .slower: [.character("+")]
    case .faster: [.character("-")]
    case .redraw: [.control("l")]
    case .saveSettings: [.character("S")]
    case .up: [.up, .character("k")]
    case .down: [.down, .character("j")]
    case .left: [.left]
    case .right: [.right]
    case .pageUp: [.pageUp, .control("b")]
    case .pageDown: [.pageDown, .control("f")]
    case .top: [.home, .character("g")]
    case .bottom: [.end, .character("G")]
    case .open: [.enter, .character("i")]
    case .hex: [.character("x")]
    case .processes: [.character("P")]
    case .strings: [.character("\"")]
    case .nextSegment: [.character("]")]
    case .previousSegment: [.character("[")]
    case .nextHolder: [.tab]
    case .previousHolder: [.backTab]
    case .remove: [.character("d"), .function(9), .delete]
    case .signal: [.character("K")]
    case .edit: [.character("E")]
    case .create: [.character("C")]
    case .resize: [.character("R")]
    case .setAccess: [.character("o")]
    case .tag: [.character(" ")]
    case .range, .mark: [.character("V")]
    case .follow: [.character("F")]
    case .tagAll: [.character("T")]
    case .untagAll: [.character("U")]
    case .find: [.character("/")]
    case .filter: [.character("f"), .character("\\")]
    case .nextMatch: [.character("n")]
    case .previousMatch: [.character("N")]
    case .findInAll: [.character("*")]
    case .sort: [.character("s"), .function(6)]
    case .sortPrevious: [.character("<")]
    case .sortNext: [.character(">")]
    case .reverse: [.character("I")]
    case .group, .squeeze: [.character("z")]
    case .foldAll: [.character("Z")]
    case .columns: [.character("c")]
    case .detailPane: [.character("v")]
    case .goneRows: [.character("H")]
    case .copyID, .copyBytes: [.character("y")]
    case .copyName: [.character("Y")]
    case .goTo: [.character(":"), .character("g")]
    case .switchSide: [.tab, .backTab]
    case .pin: [.character(" ")]
    case .bookmark: [.character("b")]
    case .bookmarks: [.character("B")]
    case .byteOrder: [.character("e")]
    case .saveBytes: [.character("w")]
    case .compare: [.character("=")]
    case .nextDifference: [.character("}")]
    case .previousDifference: [.character("{")]
    case .removeBookmark: [.character("d"), .delete]
    case .compareFile: [.character("f")]
    case .moveColumnRight: [.character("J"), .character(">")]
    case .moveColumnLeft: [.character("K"), .character("<")]
    case .widenColumn: [.character("+")]
    case .narrowColumn: [.character("-")]
    case .fitColumn: [.character("=")]
    case .automaticColumns: [.character("a")]
    }
  }
}
