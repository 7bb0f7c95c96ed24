package import Canvas
internal import Contents
package import Formatting
package import Query
package import SafeText
internal import SharedMemory

/// The interactive program as a value: its state, its frame, and its response to events.
///
/// ``update(_:)`` handles an event and returns effects; ``frame`` draws the screen. Nothing in here
/// touches a terminal, a file or a clock. The monitor has a stack of screens, an overlay on the top
/// one, and the ``Context`` that they share. Each ``Screen`` and ``Overlay`` is a value in a file
/// of its own.
package struct Monitor: Sendable {
  /// What it is started with; does not change while it runs.
  package struct Options: Sendable {
    package var charset: Charset
    package var host: DisplayText
    /// The offset of local time from UTC, for the clock in the header.
    package var secondsEastOfUTC: Int64
    /// Whether the monitor is in read-only mode.
    package var isReadOnly: Bool
    /// The columns at the start.
    package var columns: ColumnChoice
    /// The name of the theme.
    package var theme: String
    /// The keys that the user has rebound.
    package var keys: KeyMap
    /// What is said at the start, such as a wrong line of the settings file.
    package var notice: DisplayText?
    /// The directory in which segments are saved before they are removed.
    package var directory: DisplayText

    package init(
      charset: Charset, host: DisplayText, secondsEastOfUTC: Int64 = 0, isReadOnly: Bool = false,
      columns: ColumnChoice = .automatic, theme: String = "default", keys: KeyMap = KeyMap(),
      notice: DisplayText? = nil, directory: DisplayText = "."
    ) {
      self.charset = charset
      self.host = host
      self.secondsEastOfUTC = secondsEastOfUTC
      self.isReadOnly = isReadOnly
      self.columns = columns
      self.theme = theme
      self.keys = keys
      self.notice = notice
      self.directory = directory
    }
  }

  /// The time between two snapshots, in milliseconds, if none is chosen.
  ///
  /// The clock in the header steps with it. A quiet host is woken once a second.
  package static let usualInterval = 2000

  var context: Context
  /// The stack of screens; the table is at the bottom.
  var screens: [any Screen]
  /// The overlay on the top screen, which gets the keys.
  var overlay: (any Overlay)?
  /// The number of questions that were asked.
  private var questions = 0
  /// The milliseconds between two snapshots that were asked for; `nil` if none is taken unasked.
  private var interval: Int?
  /// The keys that wait for a screen.
  var held = HeldKeys()
  /// The frame on the terminal, at which the user looks when the mouse is pressed.
  var shown: Frame?

  /// A monitor for a screen of this size, that refreshes every `interval` milliseconds.
  package init(options: Options, size: Size, sortedBy order: SortAndFilter, interval: Int) {
    context = Context(options: options, size: size, order: order, interval: interval)
    screens = [TableScreen()]
    if let notice = options.notice { context.say(notice) }
  }

  /// The first effects.
  package mutating func start() -> [Effect] {
    requestInterval()
    context.collect()
    return context.takeEffects()
  }

  /// Whether a segment is open; it is checked even during a pause.
  package var hasOpenContents: Bool { top.hasOpenContents }

  /// Whether the bytes on the screen are read repeatedly.
  package var hasLiveContents: Bool { top.hasOpenContents && !context.isPaused }

  /// The number of the question that is open; `nil` if none is.
  ///
  /// See ``QuestionDelay``.
  package var question: Int? { overlay is any ConfirmationDialog ? questions : nil }

  /// Whether a key does anything in the question that is open.
  package func answersQuestion(_ key: Key) -> Bool {
    (overlay as? any ConfirmationDialog)?.takes(key, context.options.keys) ?? false
  }

  /// Handles an event, and returns the effects to perform.
  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): press(key)
    case .mouse(let mouse): use(mouse)
    case .pasted(let keys): paste(keys)
    case .resized(let size):
      context.size = size
      for index in screens.indices { screens[index].resize(&context) }
    case .clock(let now): context.now = now
    case .rows(let model): follow(model)
    case .contentsOpened, .contentsRead, .stringsRead, .otherOpened, .otherRead, .contentsMapped,
      .contentsGone, .contentsJob,
      .signatureRead, .contentsDue, .mapDue, .checkDue, .suspending, .resumed, .userFound,
      .removalForeseen, .removed, .removing, .changeForeseen, .changed, .created, .signalled,
      .settingsSaved, .writeForeseen, .wrote:
      if case .resumed = event { askAgain() }
      context.receive(event)
      overlay?.receive(event, &context)
      screens[screens.count - 1].receive(event, &context)
    }
    handleRequests()
    releaseHeldKeys()
    requestInterval()
    return context.takeEffects()
  }

  /// The screen to show next; presses of the mouse are matched with it until the next.
  package mutating func nextFrame() -> Frame {
    let frame = frame
    shown = frame
    return frame
  }

  /// The screen to show.
  package var frame: Frame {
    var frame = Frame(context.size)
    var context = context
    context.trail = screens.dropLast().filter { !($0 is any SegmentView) }.map {
      $0.crumb(context)
    }
    let layout = top.layout(context)
    top.draw(&frame, layout, context)
    if overlay != nil {
      frame.removeTargets()
      frame.hideCursor()
    }
    Footer(screen: top, overlay: overlay, context: context).draw(in: layout.footer, &frame)
    overlay?.draw(&frame, layout, context)
    return frame
  }

  var top: any Screen { screens[screens.count - 1] }

  /// Takes a snapshot, and reads the bytes on the screen.
  private mutating func refresh() {
    context.collect()
    screens[screens.count - 1].refresh(&context)
  }

  private mutating func follow(_ model: TableModel) {
    let isNew = model.snapshot.timestamp != context.model?.snapshot.timestamp
    if isNew {
      context.isCollecting = false
      context.now = model.snapshot.timestamp
    }
    context.model = model
    if isNew { context.followSignal(model) }
    // The other screens follow when they are on top again.
    screens[0].follow(model, &context)
    if screens.count > 1 { screens[screens.count - 1].follow(model, &context) }
    overlay?.follow(model, &context)
    context.followCreatedSegment(model)
    guard context.needsAnotherSnapshot, !context.isCollecting else { return }
    context.needsAnotherSnapshot = false
    refresh()
  }

  /// Asks the question that is open once more: facts and screen can be as old as the stop of the program.
  private mutating func askAgain() {
    guard var dialog = overlay as? any ConfirmationDialog else { return }
    dialog.reset()
    overlay = dialog
    questions += 1
    context.rescan()
  }

  /// Asks for snapshots at the interval that is chosen, and for none in a pause.
  ///
  /// The facts of a question must be true in a pause too.
  private mutating func requestInterval() {
    let wanted = context.isPaused && question == nil ? nil : context.interval
    guard wanted != interval else { return }
    interval = wanted
    context.perform(.setInterval(milliseconds: wanted))
  }

  /// Handles the requests of screens and overlays.
  mutating func handleRequests() {
    while let request = context.nextRequest() {
      switch request {
      case .push(let screen):
        screens.append(screen)
        screens[screens.count - 1].resize(&context)
      case .pop:
        guard screens.count > 1 else { break }
        screens.removeLast()
        screens[screens.count - 1].appear(&context)
        if let model = context.model { screens[screens.count - 1].follow(model, &context) }
        screens[screens.count - 1].resize(&context)
      case .show(let overlay):
        self.overlay = overlay
        if overlay is any ConfirmationDialog { questions += 1 }
      case .dismiss: overlay = nil
      case .refresh: refresh()
      case .select(let id):
        guard var table = screens[0] as? TableScreen else { break }
        table.select(id, context)
        screens[0] = table
      case .tell(let act): act(&screens[screens.count - 1], &context)
      case .press(let keys):
        // A question that one of the keys opens is not answered by the next.
        for key in keys where question == nil {
          press(key)
          handleRequests()
        }
      }
    }
  }
}
