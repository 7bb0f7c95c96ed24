package import Canvas
internal import Kernel
package import Presentation
package import SafeText
internal import SharedMemory

/// The interactive program as a value: what it shows and how it answers.
///
/// Events go in through ``update(_:)``, which returns what is to be done outside; ``frame`` draws
/// the screen. Nothing in here touches a terminal, a file or a clock.
package struct Monitor: Sendable {
  /// What does not change while the program runs.
  package struct Settings: Sendable {
    package var charset: Charset
    package var host: DisplayText
    /// What to add to UTC for the clock in the header.
    package var secondsEastOfUTC: Int64
    /// Whether nothing outside may be changed.
    package var isReadOnly: Bool
    /// Where segments are saved before they are removed.
    package var directory: DisplayText

    package init(
      charset: Charset, host: DisplayText, secondsEastOfUTC: Int64 = 0, isReadOnly: Bool = false,
      directory: DisplayText = "."
    ) {
      self.charset = charset
      self.host = host
      self.secondsEastOfUTC = secondsEastOfUTC
      self.isReadOnly = isReadOnly
      self.directory = directory
    }
  }

  let settings: Settings
  var size: Size
  /// `nil` until the first snapshot.
  var rows: TableModel?
  var table = TableScreen()
  var screen = Screen.table
  /// What lies over the screen and takes the keys.
  var overlay: Overlay?
  var notice: Notice?
  var isPaused = false
  var isCollecting = false
  /// Whether another snapshot is to be taken when the one that is on its way has come.
  var wantsAnother = false
  /// Milliseconds from one refresh to the next.
  var interval: Int
  var search = Search()
  /// The last filter there was, to be brought back.
  var lastFilter: Filter
  /// The segment whose bytes were asked for and have not come yet.
  var opening: Segment?
  /// The latest opening of a segment.
  var session = OpenID()
  /// The number of the latest job with the open segment, and what is known of it until it is done.
  var lastJob = 0
  var running: RunningJob?
  /// What was looked for last in a segment's bytes.
  var lastFind: FindPrompt?
  var bookmarks = Bookmarks()
  /// The latest removal of several segments.
  var removal = RunID()

  /// What fills the screen.
  enum Screen: Sendable {
    case table
    case details(DetailsScreen)
    case processes(ProcessListScreen)
    case process(ProcessDetailScreen)
    case contents(HexScreen)
  }

  /// What lies over the screen.
  enum Overlay: Sendable {
    case help(top: Int)
    case sortMenu(SortMenu)
    case removal(RemovalDialog)
    case bulk(BulkDialog)
    case signal(SignalDialog)
    case consent(ConsentDialog)
    case searchPrompt
    case filterPrompt(FilterPrompt)
    case gotoPrompt(LineEditor)
    case findPrompt(FindPrompt)
    case savePrompt(SavePrompt)
    case bookmarkMenu(BookmarkMenu)
  }

  /// A sentence for the person at the keys, until the next key.
  struct Notice: Sendable, Equatable {
    let text: DisplayText
    let style: Style

    static let isReadOnly = Notice(
      text: "read-only: nothing is removed, signalled or changed", style: .warning)
    static let segmentIsGone = Notice(text: "this segment is gone", style: .warning)
  }

  /// A monitor of a screen of this size, that refreshes every `interval` milliseconds.
  package init(settings: Settings, size: Size, sortedBy sortAndFilter: SortAndFilter, interval: Int)
  {
    self.settings = settings
    self.size = size
    self.interval = interval
    table.sortAndFilter = sortAndFilter
    lastFilter = sortAndFilter.filter
  }

  /// What has to be done first.
  package mutating func start() -> [Effect] {
    isCollecting = true
    return [.setInterval(milliseconds: interval), .collect(table.sortAndFilter)]
  }

  /// Whether a segment is open, which is to be looked after even while nothing is refreshed.
  package var hasOpenContents: Bool {
    if case .contents(let contents) = screen { contents.way != nil } else { false }
  }

  /// Whether the bytes on the screen are to be read again and again.
  package var hasLiveContents: Bool { hasOpenContents && !isPaused }

  /// How values are written now.
  var format: FormatOptions {
    guard let snapshot = rows?.snapshot else {
      return FormatOptions(charset: settings.charset, now: Timestamp(seconds: 0))
    }
    return FormatOptions(charset: settings.charset, of: snapshot)
  }

  /// What the keys act on.
  var context: Keymap.Context {
    switch overlay {
    case .help: .help
    case .sortMenu: .menu
    case .removal(let dialog): dialog.wantsID ? .confirmation : .dialog
    case .bulk(let dialog):
      switch dialog.phase {
      case .asking: .dialog
      case .removing: .progress
      case .done: .summary
      }
    case .signal: .signal
    case .consent: .dialog
    case .bookmarkMenu: .bookmarks
    case .searchPrompt, .filterPrompt, .gotoPrompt, .findPrompt, .savePrompt: .prompt
    case nil:
      switch screen {
      case .table: .table
      case .details: .details
      case .processes: .processes
      case .process: .process
      case .contents: .contents
      }
    }
  }
}
