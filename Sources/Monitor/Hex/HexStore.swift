internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The state that is kept when the hex screen is closed: bookmarks, the last search, the numbers of
/// requests, and a job that is still running.
struct HexStore: Sendable {
  /// The latest opening of a segment.
  var session = SessionID()
  /// The segment that is being opened.
  var opening: Segment?
  /// The bytes to go to when that segment is open; `nil` for none.
  var target: Range<UInt64>?
  /// The latest prompt for bytes that started a search.
  var lastFind: FindBytesPrompt?
  /// The latest search in all segments.
  var all: SearchInAll?
  var bookmarks = Bookmarks()
  /// The latest comparison.
  var otherID = SessionID()
  /// The number of the latest job.
  fileprivate(set) var lastJob = 0
  /// The latest job, until it ends.
  var running: RunningJob?
}

/// A job that has not ended.
struct RunningJob: Sendable {
  let job: ContentsJob
  var progress: ContentsProgress?
  /// Whether it was told to stop.
  var isStopping = false

  /// Whether it saves; a new job replaces a search, but not a save.
  var isSaving: Bool { if case .save = job.work { true } else { false } }

  /// Whether it counts the differences of a comparison, beside other work.
  var isCounting: Bool { if case .countDifferences = job.work { true } else { false } }

  /// The job and its progress, for the last line.
  func text(_ context: Context) -> DisplayText {
    var text: DisplayText =
      isSaving ? "saving" : "searching"
    if let progress {
      let percent = Meter(used: progress.done, of: progress.total).percent
      text.append(" \(min(100, percent))%, at 0x")
      text.append(hex: progress.offset)
    }
    text.append(isStopping ? "; stopping" : "  \(context.key(of: .back)) stops it")
    return text
  }
}

extension Context {
  // MARK: Opening

  /// Opens a segment; the hex screen appears when it is open, with these bytes if there is a target.
  mutating func open(
    _ segment: Segment, accepting sideEffects: AccessMethod.SideEffects,
    at target: Range<UInt64>? = nil
  ) {
    hex.opening = segment
    hex.target = target
    hex.session = hex.session.next
    perform(.openContents(hex.session, segment, accepting: sideEffects))
  }

  /// Cancels the opening of a segment.
  mutating func cancelOpening() {
    guard hex.opening != nil else { return }
    hex.opening = nil
    perform(.closeContents(hex.session))
  }

  mutating func opened(_ session: SessionID, _ result: Result<AccessMethod, ContentsError>) {
    guard let segment = hex.opening, session == hex.session else { return }
    hex.opening = nil
    switch result {
    case .success(let method):
      let target = hex.target
      tellTop { screen, context in
        if var hex = screen as? HexScreen {
          hex.reopened(method, &context)
          screen = hex
        } else {
          context.push(HexScreen(segment, method))
        }
        guard let target else { return }
        context.tell(HexScreen.self) { hex, context in hex.show(match: target, &context) }
      }
    case .failure(let error):
      switch error {
      case .hasSideEffects(let sideEffects) where options.isReadOnly:
        say("read-only: reading its bytes \(sideEffects.text)")
      case .hasSideEffects(let sideEffects):
        show(ConsentDialog(segment: segment, sideEffects: sideEffects))
      default: say(DisplayText(error, of: segment, format), .error)
      }
      tell(HexScreen.self) { hex, _ in hex.notReopened(error) }
    }
  }

  // MARK: Jobs

  /// Starts a job; it replaces a search that is running.
  mutating func begin(_ work: ContentsJob.Work) {
    hex.lastJob += 1
    let job = ContentsJob(number: hex.lastJob, session: hex.session, work: work)
    hex.all?.isRunning = false
    hex.running = RunningJob(job: job)
    perform(.startJob(job))
  }

  /// Whether a save is running, during which no other job starts and only ^C quits; says so.
  mutating func refusesWhileSaving() -> Bool {
    guard hex.running?.isSaving == true else { return false }
    say("bytes are being saved: \(key(of: .back)) stops that, ^C quits")
    return true
  }

  /// Stops the job of the segment on the screen; returns false if there is none.
  mutating func stopJob() -> Bool {
    guard let running = hex.running, running.job.needsOpenSegment, !running.isCounting,
      !running.isStopping,
      running.job.session == hex.session
    else { return false }
    stop(running)
    return true
  }

  /// Stops a search in all segments; returns false if none is running.
  @discardableResult mutating func stopSearchInAll() -> Bool {
    guard let running = hex.running, !running.job.needsOpenSegment, !running.isStopping
    else { return false }
    stop(running)
    return true
  }

  private mutating func stop(_ running: RunningJob) {
    hex.running?.isStopping = true
    perform(.stopJob(number: running.job.number))
  }

  mutating func jobUpdated(_ number: Int, _ update: JobUpdate) {
    guard let running = hex.running, running.job.number == number else { return }
    switch (update, running.job.work) {
    case (.reached(let progress), _): hex.running?.progress = progress
    case (.searching(let search), _): hex.all?.follow(search)
    case (.searchedAll(let search), _):
      hex.running = nil
      hex.all?.follow(search)
      hex.all?.isRunning = false
    case (.searched(let result), .search(let pattern, let start)):
      hex.running = nil
      guard running.job.session == hex.session else { return }
      tell(HexScreen.self) { hex, context in
        hex.searched(for: pattern, start, wasStopped: running.isStopping, result, &context)
      }
    case (.foundDifference(let result), .findDifference(let id, _, let isForward)):
      hex.running = nil
      tell(HexScreen.self) { hex, context in
        guard hex.comparison?.id == id else { return }
        hex.foundDifference(
          isForward: isForward, wasStopped: running.isStopping, result, &context)
      }
    case (.counted(let count, let isAll), .countDifferences(let id, _)):
      if isAll { hex.running = nil }
      tell(HexScreen.self) { hex, _ in
        guard hex.comparison?.id == id else { return }
        hex.comparison?.count = count
        hex.comparison?.isCounted = isAll
      }
    case (.notCounted(let error), .countDifferences(let id, _)):
      hex.running = nil
      tell(HexScreen.self) { hex, _ in
        guard hex.comparison?.id == id else { return }
        hex.comparison?.isCounted = true
        hex.comparison?.failure = error
      }
    case (.saved(let outcome), .save(let range, let path)):
      hex.running = nil
      let file = DisplayText(escaping: path, in: charset)
        .elided(to: max(12, size.columns / 2), mark: ellipsis)
      say(
        DisplayText(outcome, to: file, of: UInt64(range.count), in: charset),
        outcome.problem == nil ? .emphasis : .error)
    default: break
    }
    // A count that another job interrupted goes on.
    if hex.running == nil {
      tell(HexScreen.self) { hex, context in hex.countDifferences(&context) }
    }
  }
}
