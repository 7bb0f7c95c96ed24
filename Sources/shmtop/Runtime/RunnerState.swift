internal import Contents
internal import Monitor
internal import Formatting
internal import Query
internal import SharedMemory

/// All that the threads of the effect runner share: one value, under one lock.
///
/// It decides and never acts: what waits for which thread, what is open, what was given up. So it is
/// tested without threads.
struct RunnerState {
  /// The threads, by what they do.
  enum Lane: CaseIterable, Sendable {
    /// Reads tables, which takes long with many segments.
    case tables
    /// Opens, reads, signals and removes single segments, in the order of the keys.
    case segments
    /// Searches and saves the open segment, one job at a time, while the others go on.
    case jobs
  }

  /// Something for one thread to do.
  struct Work: Sendable {
    /// A removal waits until a job has closed the segment, and the end of the program waits for it.
    var isRemoval = false
    let run: @Sendable () -> Void
  }

  /// What a thread does next.
  enum Next {
    case run(Work)
    /// Sleeps until its bell rings, or until then.
    case sleep(until: ContinuousClock.Instant?)
  }

  /// A segment that is open for its bytes.
  struct OpenSegment: Sendable {
    let session: OpenID
    let segment: Segment
    let reader: ContentsReader
  }

  /// How long a removal waits for a job to close its segment.
  ///
  /// A save whose disk does not answer is not waited for any longer.
  static let patience = Duration.seconds(2)

  private var queues: [Lane: [Work]] = [:]
  private var running: Set<Lane> = []

  /// What happened since the loop last asked.
  private var events: [Event] = []
  private(set) var open: OpenSegment?
  /// What the thread of the segments knows of the open one; it has it while it reads.
  private var viewport: ViewportReader?
  /// The latest session that was closed; earlier ones are closed too, opened yet or not.
  private var closed = OpenID()
  /// The lines that were asked for last and are not being read yet.
  private var wantedLines: (OpenID, LineRequest)?
  /// How long the last reading took.
  private(set) var readingTime = Duration.zero
  /// The number of the job that is wanted.
  private var wantedJob: Int?
  /// Whether a job is running, which may hold the segment of a closed session.
  private var isJobRunning = false
  /// Until when a removal waits for that job.
  private var jobDeadline: ContinuousClock.Instant?
  /// The latest bulk removal that was stopped; earlier ones are over too.
  private var stopped = RunID()
  /// Removals that wait or run.
  private(set) var removals = 0
  /// Whether the program is ending: a bulk removal stops after the segment that it is at.
  var isEnding = false
  /// Whether the loop waits for the threads, and wants to be woken when one has nothing to do.
  var isAwaited = false
  /// What reads the tables; the thread of the tables has it while it reads.
  private var tables: TableReader?

  init(tables: TableReader) { self.tables = tables }

  // MARK: Threads

  mutating func add(_ work: Work, to lane: Lane) {
    queues[lane, default: []].append(work)
    if work.isRemoval { removals += 1 }
  }

  /// Takes the next work of a thread that has done what it had.
  mutating func next(on lane: Lane, at now: ContinuousClock.Instant) -> Next {
    running.remove(lane)
    guard let work = queues[lane]?.first else { return .sleep(until: nil) }
    if work.isRemoval, isJobRunning, let jobDeadline, now < jobDeadline {
      return .sleep(until: jobDeadline)
    }
    running.insert(lane)
    queues[lane]?.removeFirst()
    return .run(work)
  }

  mutating func removalEnded() { removals -= 1 }

  /// Whether no thread has or wants a segment open: then the program can be stopped.
  var isQuiet: Bool {
    !running.contains(.segments) && queues[.segments, default: []].isEmpty && !isJobRunning
  }

  // MARK: Events

  mutating func add(_ event: Event) { events.append(event) }

  mutating func takeEvents() -> [Event] {
    defer { events = [] }
    return events
  }

  // MARK: Tables

  mutating func borrowTables() -> TableReader? { tables.take() }

  mutating func giveBack(_ tables: TableReader) { self.tables = tables }

  // MARK: The open segment

  func isClosed(_ session: OpenID) -> Bool { closed >= session }

  /// Keeps a segment that was opened, unless it was closed meanwhile.
  mutating func opened(_ segment: OpenSegment) {
    guard !isClosed(segment.session) else { return }
    open = segment
    viewport = ViewportReader()
  }

  /// Closes a segment at once; a job that still has it open notices between two blocks.
  mutating func close(_ session: OpenID, at now: ContinuousClock.Instant) {
    closed = max(closed, session)
    forget(session)
    if isJobRunning { jobDeadline = now + Self.patience }
  }

  /// Closes a segment that only its reader keeps.
  mutating func forget(_ session: OpenID) {
    guard open?.session == session else { return }
    open = nil
    viewport = nil
  }

  func openSegment(_ session: OpenID) -> OpenSegment? {
    open.flatMap { $0.session == session ? $0 : nil }
  }

  mutating func want(lines request: LineRequest, of session: OpenID) {
    wantedLines = (session, request)
  }

  mutating func takeWantedLines() -> (OpenID, LineRequest)? { wantedLines.take() }

  mutating func borrowViewport(of session: OpenID) -> (OpenSegment, ViewportReader)? {
    guard let segment = openSegment(session), let viewport = viewport.take() else { return nil }
    return (segment, viewport)
  }

  mutating func giveBack(_ viewport: ViewportReader, of session: OpenID) {
    if open?.session == session { self.viewport = viewport }
  }

  mutating func read(for duration: Duration) { readingTime = duration }

  // MARK: Jobs

  mutating func want(job number: Int) { wantedJob = number }

  mutating func stop(job number: Int) { if wantedJob == number { wantedJob = nil } }

  /// Whether a job is still wanted and its segment still open.
  func isWanted(_ job: ContentsJob) -> Bool {
    wantedJob == job.number && open?.session == job.session
  }

  /// Begins a job; gives the segment that it works on, if it is still wanted.
  mutating func begin(_ job: ContentsJob) -> OpenSegment? {
    guard isWanted(job) else { return nil }
    isJobRunning = true
    jobDeadline = nil
    return open
  }

  mutating func jobEnded() {
    isJobRunning = false
    jobDeadline = nil
  }

  // MARK: Bulk removals

  mutating func stop(_ run: RunID) { stopped = max(stopped, run) }

  func isStopped(_ run: RunID) -> Bool { isEnding || stopped >= run }
}
