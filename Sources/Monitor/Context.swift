internal import Canvas
internal import Kernel
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// What screens and overlays see of the monitor, and what they ask of it.
///
/// Requests and effects are kept here until the screen or overlay has answered its event; the
/// monitor then does the requests and returns the effects.
struct Context: Sendable {
  let settings: Monitor.Settings
  var size: Size
  /// `nil` until the first snapshot.
  var model: TableModel?
  /// The order and the filter that were asked for; the rows follow when they are made.
  var order: SortAndFilter
  /// What was typed into prompts, for Up and Down.
  var histories: [History.Kind: History] = [:]
  var isPaused = false
  /// Milliseconds from one refresh to the next.
  var interval: Int
  /// A sentence for the user, until the next key.
  var status: StatusMessage?
  /// What outlives one screen of bytes.
  var hex = HexStore()
  /// The latest bulk removal.
  var bulkRun = RunID()
  var isCollecting = false
  /// Whether another snapshot is to be taken when the one on its way has come.
  var needsAnotherSnapshot = false

  private var effects: [Effect] = []
  private var requests: [Request] = []

  init(settings: Monitor.Settings, size: Size, order: SortAndFilter, interval: Int) {
    self.settings = settings
    self.size = size
    self.order = order
    self.interval = interval
    // The filter from the command line can be brought back too.
    histories[.filter, default: History()].add(order.filter.text)
  }

  /// What a screen or an overlay can ask of the monitor.
  enum Request: Sendable {
    /// Opens a screen on top of this one.
    case push(any Screen)
    /// Goes back to the screen below.
    case pop
    case show(any Overlay)
    /// Closes the overlay.
    case dismiss
    /// Takes a snapshot, and the bytes on the screen.
    case refresh
    /// Has the top screen do something.
    case tell(@Sendable (inout any Screen, inout Context) -> Void)
    /// Takes keys that were held back.
    case press([Key])
  }

  /// How values are written now.
  var format: FormatOptions {
    guard let snapshot = model?.snapshot else {
      return FormatOptions(charset: charset, now: Timestamp(seconds: 0))
    }
    return FormatOptions(charset: charset, of: snapshot)
  }

  var charset: Charset { settings.charset }

  /// The mark for text that was cut.
  var ellipsis: DisplayText { Glyph.ellipsis.text(in: charset) }

  // MARK: Asking

  mutating func perform(_ effect: Effect) { effects.append(effect) }

  mutating func push(_ screen: some Screen) { requests.append(.push(screen)) }

  mutating func pop() { requests.append(.pop) }

  mutating func show(_ overlay: some Overlay) { requests.append(.show(overlay)) }

  mutating func dismiss() { requests.append(.dismiss) }

  /// Takes keys, one after the other, as if they were pressed now.
  mutating func press(_ keys: [Key]) { requests.append(.press(keys)) }

  /// Has the top screen do something if it is of that type.
  mutating func tell<Target: Screen>(
    _ type: Target.Type, _ act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
    tellTop { screen, context in
      guard var target = screen as? Target else { return }
      act(&target, &context)
      screen = target
    }
  }

  /// Has the top screen do something, whichever it is.
  mutating func tellTop(
    _ act: @escaping @Sendable (inout any Screen, inout Context) -> Void
  ) {
    requests.append(.tell(act))
  }

  mutating func say(_ text: DisplayText, _ style: Style = .warning) {
    status = StatusMessage(text: text, style: style)
  }

  // MARK: Refreshing

  /// Takes a snapshot, unless one is on its way.
  mutating func collect() {
    guard !isCollecting else { return }
    isCollecting = true
    perform(.collect(order))
  }

  /// Takes a snapshot that knows what has happened until now: one that is on its way may not.
  mutating func refreshAfterChange() {
    needsAnotherSnapshot = isCollecting
    requests.append(.refresh)
  }

  /// Takes a snapshot with a new scan of all processes, which is otherwise done now and then only.
  mutating func rescan() {
    perform(.rescan)
    refreshAfterChange()
  }

  mutating func togglePause() {
    isPaused.toggle()
    if !isPaused { requests.append(.refresh) }
  }

  mutating func setInterval(_ milliseconds: Int) {
    interval = max(250, min(milliseconds, 60_000))
    var text: DisplayText = "refresh every "
    if interval % 1000 == 0 {
      text.append(counted: interval / 1000, "second")
    } else {
      text.append("\(interval) ms")
    }
    say(text, .emphasis)
    perform(.setInterval(milliseconds: interval))
  }

  // MARK: For the monitor

  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  mutating func nextRequest() -> Request? { requests.isEmpty ? nil : requests.removeFirst() }
}

/// A sentence for the user in the last line, until the next key.
struct StatusMessage: Sendable, Equatable {
  let text: DisplayText
  let style: Style

  static let isReadOnly = StatusMessage(
    text: "read-only: nothing is removed, signalled or changed", style: .warning)
  static let segmentIsGone = StatusMessage(text: "this segment is gone", style: .warning)
}
