import Canvas
import Contents
import Kernel
import Monitor
import Operations
import Formatting
import Query
import SafeText
import SharedMemory
import SystemPackage
import TestSupport

/// A monitor with a made-up outside: it gets its rows at once and remembers what it asked for.
struct MonitorHarness {
  let charset: Charset
  private(set) var monitor: Monitor
  private(set) var effects: [Effect] = []
  private var history: TableModelBuilder
  /// The errors that removing segments would throw.
  var obstacles: [Identity: RemovalError] = [:]
  /// Whether it learns at once whether a segment can be written.
  var answersForesight = true
  /// The error that writing to a segment would throw.
  var writeObstacle: WriteError?
  /// Why a change that is wanted could not be made; `nil` if nothing is known against it.
  var changeProblem: ChangeError?
  /// Whether rows are put in another order as soon as the monitor asks.
  var arrangesAtOnce = true
  /// Whether processes are scanned as soon as the monitor asks, with the same result as before.
  var scansAtOnce = true
  /// The snapshot that was shown last.
  private var latest: Snapshot?
  private var lastSession = SessionID()
  private var lastJob = 0
  private var lastRequest: LineRequest?

  init(
    _ columns: Int = 80, _ rows: Int = 24, charset: Charset = .utf8,
    sortedBy field: Field = .allocated, filter: Filter = Filter(), isReadOnly: Bool = false,
    keys: KeyMap = KeyMap()
  ) {
    self.charset = charset
    // The width of a character is that of the locale.
    precondition(UTF8Locale.isTaken)
    monitor = Monitor(
      options: Monitor.Options(
        charset: charset, host: "host", secondsEastOfUTC: 3600, isReadOnly: isReadOnly,
        keys: keys),
      size: Size(columns: columns, rows: rows),
      sortedBy: SortAndFilter(by: field, filter: filter), interval: 1000)
    history = TableModelBuilder(charset: charset)
    effects = monitor.start()
  }

  init(_ display: Display, sortedBy field: Field = .allocated, isReadOnly: Bool = false) {
    self.init(
      display.size.columns, display.size.rows, charset: display.charset, sortedBy: field,
      isReadOnly: isReadOnly)
  }

  /// What it is drawn on.
  var display: Display { Display(monitor.frame.size, charset) }

  /// The screen without the spaces at the ends of its lines; a cursor behind the text is an
  /// underscore.
  var lines: [String] { monitor.frame.linesWithCursor }

  /// The screen as one text.
  var text: String { lines.joined(separator: "\n") }

  /// The text of the selected row.
  var selected: String? {
    let frame = monitor.frame
    let row = (0..<frame.size.rows).first { frame[row: $0].first?.style == .selected }
    return row.map { frame.lines[$0] }
  }

  /// Shows a snapshot.
  mutating func show(_ snapshot: Snapshot, cost: Duration = .zero) {
    latest = snapshot
    let order = effects.compactMap { effect -> SortAndFilter? in
      switch effect {
      case .collect(let order), .arrange(let order): order
      default: nil
      }
    }
    var rows = history.rows(of: snapshot, order.last ?? SortAndFilter(by: .allocated))
    rows.cost = cost
    send(.rows(rows))
  }

  /// Tells the monitor what happened; rows are put in another order as soon as it asks, and it learns
  /// of obstacles to a removal.
  mutating func send(_ event: Event) {
    let asked = monitor.update(event)
    effects += asked
    for effect in asked {
      switch effect {
      case .arrange(let order) where arrangesAtOnce:
        if let rows = history.rows(order) { send(.rows(rows)) }
      case .foreseeChange(let segment, let wanted): foresee(wanted, of: segment)
      case .foreseeRemoval: send(.removalForeseen(obstacles))
      case .foreseeWrite(let segment, let accepted) where answersForesight:
        send(.writeForeseen(segment, accepted, writeObstacle))
      default: break
      }
    }
    // The question about a signal comes after a scan.
    switch event {
    case .key, .mouse:
      guard scansAtOnce, asked.contains(.rescan), monitor.question == nil, let latest else {
        return
      }
      show(latest.taken(later: 1))
    default: break
    }
  }

  /// Tells the monitor what becomes of a change that it wants; there is one other user, bob.
  private mutating func foresee(_ wanted: WantedChange, of segment: Segment) {
    let bob = UserID(rawValue: 1001)
    let source = Accounts.Source(
      user: { Array(($0 == bob ? "bob" : $0.rawValue == 0 ? "root" : "ann").utf8) },
      group: { Array(($0.rawValue == 50 ? "staff" : "users").utf8) },
      userNamed: { $0 == Array("bob".utf8) ? bob : nil },
      groupNamed: { $0 == Array("staff".utf8) ? GroupID(rawValue: 50) : nil })
    let result = Result { () throws(ChangeProblem) in
      if let changeProblem { throw .change(changeProblem) }
      var owner: NewOwner?
      if let text = wanted.owner {
        do throws(TypedProblem) { owner = try NewOwner(typed: text, in: source) } catch {
          throw .owner(error)
        }
      }
      var accounts = Accounts(source: source)
      if let old = segment.owner {
        for owner in [old, owner?.ownership(besides: old) ?? old] {
          accounts.lookUp(owner.user)
          accounts.lookUp(owner.group)
        }
      }
      return ForeseenChange(ForeseenChange.changes(wanted, owner: owner), accounts: accounts)
    }
    send(.changeForeseen(segment.identity, result))
  }

  /// Shows what a scan finds if nothing has changed.
  mutating func scan() {
    if let latest { show(latest.taken(later: 1)) }
  }

  /// Puts the rows in the latest order that was asked for.
  mutating func arrange() {
    for case .arrange(let order) in effects.reversed() {
      if let rows = history.rows(order) { send(.rows(rows)) }
      return
    }
  }

  /// Draws the screen, as the event loop does between two batches of events.
  mutating func draw() { _ = monitor.nextFrame() }

  /// The latest opening of a segment that was asked for.
  var session: SessionID {
    for case .openContents(let session, _, _) in effects.reversed() { return session }
    return lastSession
  }

  /// The number of the latest job with the open segment that was asked for.
  var jobNumber: Int { job?.number ?? lastJob }

  /// Answers the latest opening of a segment.
  mutating func answer(_ result: Result<AccessMethod, ContentsError>) {
    send(.contentsOpened(session, result))
  }

  /// Answers the latest reading of bytes.
  mutating func read(_ page: ContentsPage) { send(.contentsRead(session, .success(page))) }

  /// Answers the latest reading with these bytes, in rows.
  mutating func read(_ bytes: [UInt8], at offset: UInt64 = 0, later seconds: Int64 = 0) {
    let width = request?.bytesPerRow ?? 16
    let lines = stride(from: 0, to: bytes.count, by: width).map { start in
      let row = Array(bytes[start...].prefix(width))
      let first = offset + UInt64(start)
      return ContentsLine(range: first..<first + UInt64(row.count), bytes: row)
    }
    read(lines, later: seconds)
  }

  /// Answers the latest reading with these lines.
  mutating func read(_ lines: [ContentsLine], later seconds: Int64 = 0) {
    read(
      ContentsPage(
        lines: lines, bytesPerRow: request?.bytesPerRow ?? 16, squeezes: request?.squeezes ?? true,
        timestamp: Timestamp(seconds: Sample.now.seconds + seconds)))
  }

  /// Answers readings with what there is, until nothing more is wanted.
  mutating func read(from contents: SparseContents, later seconds: Int64 = 0) {
    for _ in 0..<20 {
      guard let request else { return }
      let asked = effects.count
      var reader = LineReader()
      read((try? reader.lines(request, of: contents)) ?? [], later: seconds)
      if !effects[min(asked, effects.count)...].contains(where: { $0.lineRequest != nil }) {
        return
      }
    }
  }

  /// The latest lines that were asked for.
  var request: LineRequest? {
    effects.lazy.reversed().compactMap(\.lineRequest).first ?? lastRequest
  }

  /// Presses keys one after the other.
  mutating func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  /// The text of all pages of help on the screen, which is open again after that.
  mutating func help() -> String {
    press(.character("?"))
    var pages: [String] = []
    while pages.first != text {
      pages.append(text)
      press(.tab)
    }
    press(.escape)
    return pages.joined(separator: "\n")
  }

  /// Types the characters of a text.
  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { send(.key(.character(scalar))) }
  }

  /// The latest removal of several segments that was asked for, and of which.
  var removal: (run: RunID, targets: [Segment])? {
    for case .removeAll(let run, let targets, _) in effects.reversed() { return (run, targets) }
    return nil
  }

  /// Forgets what was asked for so far.
  mutating func forgetEffects() {
    lastSession = session
    lastJob = jobNumber
    lastRequest = request
    effects = []
  }
}

extension Effect {
  /// The lines that are asked for.
  var lineRequest: LineRequest? {
    if case .readContents(_, let request) = self { request } else { nil }
  }
}

extension Snapshot {
  /// The same, taken some nanoseconds later.
  fileprivate func taken(later nanoseconds: UInt32) -> Snapshot {
    Snapshot(
      timestamp: Timestamp(
        seconds: timestamp.seconds, nanoseconds: timestamp.nanoseconds + nanoseconds),
      segments: segments, others: others, limits: limits, memory: memory, fileSystem: fileSystem,
      accounts: accounts, scan: scan, problems: problems, unlisted: unlisted, faults: faults,
      namespaces: namespaces)
  }
}
