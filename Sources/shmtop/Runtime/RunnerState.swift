internal import Contents
internal import Monitor
internal import Formatting
internal import Query
internal import SharedMemory

/// The state shared by the threads of the effect runner: one value, under one lock.
///
/// It only decides and never acts, so it is tested without threads. It holds the work waiting for
/// each thread, the open segment and the jobs given up.
struct RunnerState {
  /// The threads, by their work.
  enum Lane: CaseIterable, Sendable {
    /// Reads tables, which takes long with many segments.
    case tables
    /// Opens, reads, signals and removes single segments, in the order of the keys.
    case segments
    /// Runs long jobs, one at a time: searches, comparisons, saves. The other threads go on meanwhile.
    case jobs
  }

  /// A piece of work for one thread.
  struct Work: Sendable {
    /// A change, such as a removal, waits until a job has closed the segment, and the end of the program waits for it.
    var isChange = false
    let run: @Sendable () -> Void
  }

  /// The next step of a thread.
  enum Next {
    case run(Work)
    /// Reads the tables, unasked.
    case read(SortAndFilter)
    /// Sleeps until its bell rings, or until this time.
    case sleep(until: ContinuousClock.Instant?)
  }

  /// A segment that is open for reading its bytes.
  struct OpenSegment: Sendable {
    let session: SessionID
    let segment: Segment
    let reader: ContentsReader
  }

  /// What the open segment is compared with.
  struct OtherContents: Sendable {
    let id: SessionID
    /// `nil` for a file.
    let segment: Segment?
    let reader: ContentsReader
    /// The offset of the open segment at which it begins.
    let base: UInt64
  }

  /// How long a change waits for a job to close its segment.
  ///
  /// It does not wait longer for a save to a disk that does not respond.
  static let patience = Duration.seconds(2)

  private var queues: [Lane: [Work]] = [:]
  private var running: Set<Lane> = []

  /// The events since the loop last asked.
  private var events: [Event] = []
  private(set) var open: OpenSegment?
  /// What the open segment is compared with.
  private(set) var other: OtherContents?
  /// The segment thread's state of the open segment; the thread takes it while it reads.
  private var viewport: ViewportReader?
  /// The latest session that was closed; earlier ones are closed too, even if not opened yet.
  private var closed = SessionID()
  /// The latest request for lines that are not being read yet.
  private var wantedLines: (SessionID, LineRequest)?
  /// How often the open segment is read again.
  var rate = ReadingRate()
  /// The number of the job that is wanted.
  private var wantedJob: Int?
  /// Whether a job is running, which may hold the segment of a closed session.
  private var isJobRunning = false
  /// Until when a change waits for that job.
  private var jobDeadline: ContinuousClock.Instant?
  /// The latest bulk removal that was stopped; earlier ones are over too.
  private var stopped = RunID()
  /// The number of changes that are waiting or running.
  private(set) var changes = 0
  /// Whether the program is ending: a bulk removal stops after the current segment.
  var isEnding = false
  /// Whether the loop waits for the threads, and must be woken when one has nothing to do.
  var isAwaited = false
  /// The reader of the tables; the table thread takes it while it reads.
  private var tables: TableReader?
  /// The latest order of the rows that is not being arranged yet.
  private var wantedOrder: SortAndFilter?
  /// The latest order of the rows.
  private(set) var order: SortAndFilter?
  /// The time between two readings that were not asked for; `nil` for none.
  private var interval: Duration?
  /// When the latest reading began, and what it has cost.
  private var latestReading = (start: ContinuousClock.now, cost: Duration.zero)

  init(tables: TableReader) { self.tables = tables }

  // MARK: Threads

  mutating func add(_ work: Work, to lane: Lane) {
    queues[lane, default: []].append(work)
    if work.isChange { changes += 1 }
  }

  /// Takes the next work of a thread that has finished its last.
  mutating func next(on lane: Lane, at now: ContinuousClock.Instant) -> Next {
    running.remove(lane)
    guard let work = queues[lane]?.first else {
      return lane == .tables ? nextOnTables(at: now) : .sleep(until: nil)
    }
    if work.isChange, isJobRunning, let jobDeadline, now < jobDeadline {
      return .sleep(until: jobDeadline)
    }
    running.insert(lane)
    queues[lane]?.removeFirst()
    return .run(work)
  }

  mutating func changeEnded() { changes -= 1 }

  /// Whether no thread has a segment open or wants one: then the program can be stopped.
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

  mutating func want(_ order: SortAndFilter) {
    wantedOrder = order
    self.order = order
  }

  mutating func takeWantedOrder() -> SortAndFilter? { wantedOrder.take() }

  /// Sets the time between two readings that were not asked for; with `nil`, there are none.
  mutating func refresh(every interval: Duration?) { self.interval = interval }

  /// Notes a reading in this order.
  mutating func reading(_ order: SortAndFilter, at start: ContinuousClock.Instant) {
    self.order = order
    latestReading.start = start
  }

  mutating func finishedReading(cost: Duration) { latestReading.cost = cost }

  /// A reading when one is due, as long as the user waits for nothing else.
  private mutating func nextOnTables(at now: ContinuousClock.Instant) -> Next {
    guard let interval, tables != nil, let order else { return .sleep(until: nil) }
    let pace = RefreshPace.interval(interval, after: latestReading.cost)
    let next = latestReading.start + pace
    guard now >= next else { return .sleep(until: next) }
    running.insert(.tables)
    return .read(order)
  }

  // MARK: The open segment

  func isClosed(_ session: SessionID) -> Bool { closed >= session }

  /// Keeps a segment that was opened, unless it was closed meanwhile.
  mutating func opened(_ segment: OpenSegment) {
    guard !isClosed(segment.session) else { return }
    open = segment
    other = nil
    viewport = ViewportReader()
    rate = ReadingRate()
  }

  /// Closes a segment at once; a job that still has it open notices between two blocks.
  mutating func close(_ session: SessionID, at now: ContinuousClock.Instant) {
    closed = max(closed, session)
    forget(session)
    if isJobRunning { jobDeadline = now + Self.patience }
  }

  /// Closes a segment that only its reader still keeps.
  mutating func forget(_ session: SessionID) {
    guard open?.session == session else { return }
    open = nil
    other = nil
    viewport = nil
  }

  /// Keeps what the open segment is compared with, unless that was closed meanwhile.
  mutating func openedOther(_ contents: OtherContents, of session: SessionID) {
    if open?.session == session { other = contents }
  }

  mutating func closeOther(_ id: SessionID) { if other?.id == id { other = nil } }

  func openSegment(_ session: SessionID) -> OpenSegment? {
    open.flatMap { $0.session == session ? $0 : nil }
  }

  mutating func want(lines request: LineRequest, of session: SessionID) {
    wantedLines = (session, request)
  }

  mutating func takeWantedLines() -> (SessionID, LineRequest)? { wantedLines.take() }

  mutating func borrowViewport(of session: SessionID) -> (OpenSegment, ViewportReader)? {
    guard let segment = openSegment(session), let viewport = viewport.take() else { return nil }
    return (segment, viewport)
  }

  mutating func giveBack(_ viewport: ViewportReader, of session: SessionID) {
    if open?.session == session { self.viewport = viewport }
  }

  // MARK: Jobs

  mutating func want(job number: Int) { wantedJob = number }

  mutating func stop(job number: Int) { if wantedJob == number { wantedJob = nil } }

  /// Whether a job is still wanted, and its segment still open if it needs one.
  func isWanted(_ job: ContentsJob) -> Bool {
    wantedJob == job.number && (!job.needsOpenSegment || open?.session == job.session)
  }

  /// Begins a job; gives the open segment, if the job is still wanted.
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
