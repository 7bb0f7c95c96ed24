internal import Canvas
internal import Kernel
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The part of the monitor that screens and overlays can see, and their requests to it.
///
/// Requests and effects are collected here while a screen or overlay handles an event. The monitor
/// then handles the requests and returns the effects.
struct Context: Sendable {
  let options: Monitor.Options
  var size: Size
  /// `nil` until the first snapshot.
  var model: TableModel?
  /// The time, for ages and the clock: it goes on in a pause.
  var now = Timestamp(seconds: 0)
  /// The order and filter that the user chose; the rows follow when they are ready.
  var order: SortAndFilter
  /// The columns of the table.
  var columns = ColumnChoice.automatic
  /// The histories of the prompts.
  var histories: [History.Kind: History] = [:]
  var isPaused = false
  /// The time between two refreshes, in milliseconds.
  var interval: Int
  /// The message in the last line, until the next key.
  var status: StatusMessage?
  /// The names of the screens below the top one that are not about one segment.
  var trail: [DisplayText] = []
  /// The state that is kept when the hex screen is closed.
  var hex = HexStore()
  /// The process that the latest signal was sent to, as long as it may exit.
  var signalWatch: SignalWatch?
  /// The segment that was created last, until it has a row or a key is pressed.
  var createdSegment: SegmentID?
  /// The latest bulk removal.
  var bulkRun = RunID()
  var isCollecting = false
  /// Whether to take another snapshot after the one that is being taken.
  var needsAnotherSnapshot = false

  private var effects: [Effect] = []
  private var requests: [Request] = []

  init(options: Monitor.Options, size: Size, order: SortAndFilter, interval: Int) {
    self.options = options
    self.size = size
    self.order = order
    self.interval = interval
    columns = options.columns
    // The filter from the command line is in the history too.
    histories[.filter, default: History()].add(order.filter.text)
  }

  /// A request of a screen or an overlay to the monitor.
  enum Request: Sendable {
    /// Opens a screen on top of this one.
    case push(any Screen)
    /// Closes the top screen.
    case pop
    case show(any Overlay)
    /// Closes the overlay.
    case dismiss
    /// Takes a snapshot, and reads the bytes on the screen.
    case refresh
    /// Changes the top screen.
    case tell(@Sendable (inout any Screen, inout Context) -> Void)
    /// Handles keys that were held back.
    case press([Key])
    /// Selects the row of a segment in the table.
    case select(SegmentID)
  }

  /// Whether the rows are not in the order that the user chose, because those have not come yet.
  var areRowsAwaited: Bool { model.map { $0.sortAndFilter != order } ?? false }

  /// The format of values, for the latest snapshot and the time now.
  var format: FormatOptions {
    guard let model else { return FormatOptions(charset: charset, now: now) }
    var format = FormatOptions(charset: charset, of: model.snapshot)
    format.histories = model.histories
    format.semaphores = model.semaphores
    format.now = now
    return format
  }

  var charset: Charset { options.charset }

  /// The mark in shortened text.
  var ellipsis: DisplayText { Glyph.ellipsis.text(in: charset) }

  /// The first key of an action, for messages.
  func key(of action: Action) -> DisplayText { options.keys.key(of: action) }

  // MARK: Asking

  /// Asks for an effect; in read-only mode, for none that changes anything.
  ///
  /// Keys that change something are not active then. This is the last guard behind them.
  mutating func perform(_ effect: Effect) {
    guard !(options.isReadOnly && effect.isChanging) else {
      return assertionFailure("a key that changes something is active in read-only mode")
    }
    effects.append(effect)
  }

  mutating func push(_ screen: some Screen) { requests.append(.push(screen)) }

  mutating func pop() { requests.append(.pop) }

  mutating func show(_ overlay: some Overlay) { requests.append(.show(overlay)) }

  mutating func dismiss() { requests.append(.dismiss) }

  /// Handles keys one after the other, as if they were pressed now.
  mutating func press(_ keys: [Key]) { requests.append(.press(keys)) }

  /// Selects the row of a segment in the table, whatever is on top of it.
  mutating func select(_ id: SegmentID) { requests.append(.select(id)) }

  /// Changes the top screen if it has this type.
  mutating func tell<Target: Screen>(
    _ type: Target.Type, _ act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
    tellTop { screen, context in
      guard var target = screen as? Target else { return }
      act(&target, &context)
      screen = target
    }
  }

  /// Changes the top screen, whatever its type.
  mutating func tellTop(
    _ act: @escaping @Sendable (inout any Screen, inout Context) -> Void
  ) {
    requests.append(.tell(act))
  }

  mutating func say(_ text: DisplayText, _ style: Style = .warning) {
    status = StatusMessage(text: text, style: style)
  }

  // MARK: Refreshing

  /// The milliseconds between two snapshots that are taken unasked: longer than the user has chosen if they
  /// take long.
  var actualInterval: Int {
    RefreshPace.interval(.milliseconds(interval), after: model?.cost ?? .zero).milliseconds
  }

  /// Takes a snapshot, unless one is being taken.
  mutating func collect() {
    guard !isCollecting else { return }
    isCollecting = true
    perform(.collect(order))
  }

  /// Takes a snapshot that starts after this call; one that is being taken may miss the latest
  /// change.
  mutating func refreshAfterChange() {
    needsAnotherSnapshot = isCollecting
    requests.append(.refresh)
  }

  /// Takes a snapshot with a new scan of all processes; other snapshots may use an older scan.
  mutating func rescan() {
    perform(.rescan)
    refreshAfterChange()
  }

  mutating func togglePause() {
    isPaused.toggle()
    if !isPaused { requests.append(.refresh) }
  }

  /// Refreshes less often, or more often with a negative step: by one of the usual intervals.
  mutating func changeInterval(_ step: Int) {
    let next =
      step > 0
      ? Self.intervals.first { $0 > interval } : Self.intervals.last { $0 < interval }
    guard let next else {
      return say(step > 0 ? "this is the longest interval" : "this is the shortest interval")
    }
    setInterval(next)
  }

  /// The intervals that keys choose from, in milliseconds.
  private static let intervals = [250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000]

  private mutating func setInterval(_ milliseconds: Int) {
    interval = milliseconds
    var text: DisplayText = "refresh every "
    if interval % 1000 == 0 {
      text.append(counted: interval / 1000, "second")
    } else {
      text.append("\(interval) ms")
    }
    say(text, .emphasis)
  }

  // MARK: Settings

  /// What the user has chosen so far.
  private var userSettings: UserSettings {
    var chosen = UserSettings()
    chosen.sort = order.field
    chosen.isReversed = order.isReversed
    chosen.columns = columns
    chosen.grouping = order.grouping
    chosen.filter = order.filter.text
    chosen.interval = interval
    chosen.theme = options.theme
    chosen.keys = options.keys
    return chosen
  }

  mutating func saveSettings() { perform(.saveSettings(userSettings)) }

  // MARK: For the monitor

  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  mutating func nextRequest() -> Request? { requests.isEmpty ? nil : requests.removeFirst() }
}

/// A message for the user in the last line, until the next key.
struct StatusMessage: Sendable, Equatable {
  let text: DisplayText
  let style: Style

  static let isReadOnly = StatusMessage(
    text: "read-only: nothing is removed, signalled or changed", style: .warning)
  static let segmentIsGone = StatusMessage(text: "this segment is gone", style: .warning)
}
