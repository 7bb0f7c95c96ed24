internal import SafeText
internal import Glibc
internal import Monitor
internal import SharedMemory
internal import Synchronization
internal import SystemPackage
internal import Terminal

/// Does what the monitor wants done, away from the screen's thread, and keeps what comes of it
/// until the screen's thread asks.
final class EffectRunner: Sendable {
  private struct Collecting: Sendable {
    var snapshotReader: SnapshotReader
    var history: TableModelBuilder
  }

  struct OpenContents: Sendable {
    let session: OpenID
    let segment: Segment
    let reader: ContentsReader
    let lines = ViewportReader()
  }

  private let collecting: Mutex<Collecting>
  let open = Mutex<OpenContents?>(nil)
  /// The lines that were asked for and are not being read yet.
  private let wantedLines = Mutex<(OpenID, LineRequest)?>(nil)
  /// How long the last reading took.
  private let readingTime = Mutex(Duration.zero)
  /// The latest session that was closed; it and all before it are over, opened yet or not.
  private let closed = Mutex(OpenID())
  private let events = Mutex<[Event]>([])
  /// The latest removal that was stopped; it and all before it are over.
  private let stopped = Mutex(RunID())
  /// How many removals wait or go on, and whether the program is about to end.
  private let removals = Mutex((count: 0, areOver: false))
  private let removal: MonitorRemoval
  /// Reads tables, which takes long with many segments.
  private let tables: Worker
  /// Looks at single segments and removes them, one after the other: what is removed was closed.
  private let segments: Worker
  /// Does long jobs with the open segment, while the others go on.
  let jobs: Worker
  /// The number of the job that is wanted, and whether one has hold of the segment.
  let wantedJob = Mutex<Int?>(nil)
  let isJobBusy = Mutex(false)

  init(
    charset: Charset, assumptions: Assumptions, isUnrecorded: Bool
  ) throws(Errno) {
    removal = MonitorRemoval(
      assumptions: assumptions, isUnrecorded: isUnrecorded, charset: charset)
    tables = try Worker()
    segments = try Worker()
    jobs = try Worker()
    collecting = Mutex(
      Collecting(
        snapshotReader: SnapshotReader(assumptions: assumptions),
        history: TableModelBuilder(charset: charset)))
  }

  /// What came of all that was done since the last time.
  func takeEvents() -> [Event] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }

  /// Starts an effect.
  func perform(_ effect: Effect) {
    switch effect {
    case .collect(let sortAndFilter):
      tables.submit { [self] in
        post(
          .rows(
            collecting.withLock { collecting in
              let snapshot = collecting.snapshotReader.collect(
                [.users, .groups, .limits, .memory, .recentHolders])
              return collecting.history.rows(of: snapshot, sortAndFilter)
            }))
      }
    case .rescan:
      tables.submit { [self] in collecting.withLock { $0.snapshotReader.forgetScan() } }
    case .arrange(let sortAndFilter):
      tables.submit { [self] in
        if let rows = collecting.withLock({ $0.history.rows(sortAndFilter) }) { post(.rows(rows)) }
      }
    case .openContents(let session, let segment, let accepted):
      segments.submit { [self] in post(openContents(session, segment, accepting: accepted)) }
    case .readContents(let session, let request):
      // Where reading is slow only the last of some questions is answered, at the first one's turn.
      wantedLines.withLock { $0 = (session, request) }
      segments.submit { [self] in
        guard let (session, request) = wantedLines.withLock({ $0.take() }) else { return }
        post(.contentsRead(session, readContents(session, request)))
      }
    case .mapContents(let session, let cells):
      segments.submit { [self] in mapContents(session, cells, spent: .zero) }
    case .checkContents(let session):
      segments.submit { [self] in if closeIfAlone(session) { post(.contentsGone(session)) } }
    case .closeContents(let session):
      // At once: the program may be about to stop.
      closed.withLock { $0 = session }
      open.withLock { if $0?.session == session { $0 = nil } }
      waitForJob()
    case .startJob(let job): start(job)
    case .stopJob(let number): wantedJob.withLock { if $0 == number { $0 = nil } }
    case .findInContents(let segment):
      segments.submit { [self] in post(.contentsFound(segment.identity, .find(in: segment))) }
    case .findUser(let name):
      // Not behind the tables: the keys wait for it.
      segments.submit { [self] in
        post(.userFound(name: name, Accounts.Source.system.userNamed(name)))
      }
    case .remove(let segment, let saving):
      submitRemoval { [self] in post(removal.remove(segment, saving: saving)) }
    case .removeAll(let run, let orphans, let saving):
      submitRemoval { [self] in removeAll(orphans, saving: saving, run) }
    case .stopRemoving(let run): stopped.withLock { $0 = run }
    case .signal(let signal, let holder):
      segments.submit { [self] in
        post(.signalled(signal, holder, Self.send(signal, to: holder)))
      }
    case .setInterval, .repaint, .suspend, .quit: break
    }
  }

  /// Waits until what was begun with segments is done, for a moment at most.
  ///
  /// A stop holds all threads: one that reads just then would keep its segment open as long as the
  /// stop lasts.
  func waitForSegments() { segments.wait(atMost: .seconds(2)) }

  private func submitRemoval(_ job: @escaping @Sendable () -> Void) {
    removals.withLock { $0.count += 1 }
    segments.submit { [self] in
      job()
      removals.withLock { $0.count -= 1 }
    }
  }

  /// Before the program ends: lets removals that were asked for come to their end, and ends one of many
  /// after the segment that it is at, so that none is left half removed.
  ///
  /// What is being saved stays where the disk is slow.
  func finishRemovals() {
    removals.withLock { $0.areOver = true }
    Interrupt.request()
    let end = ContinuousClock.now + .seconds(5)
    while removals.withLock({ $0.count > 0 }), .now < end { usleep(1000) }
  }

  private func openContents(
    _ session: OpenID, _ segment: Segment, accepting accepted: AccessMethod.SideEffects
  ) -> Event {
    do throws(ContentsError) {
      guard closed.withLock({ $0 }) < session else { throw .gone }
      let reader = try ContentsReader.open(segment, accepting: accepted)
      open.withLock { $0 = OpenContents(session: session, segment: segment, reader: reader) }
      // It can have been closed while it was opened.
      if closed.withLock({ $0 }) >= session { open.withLock { $0 = nil } }
      return .contentsOpened(session, .success(reader.way))
    } catch {
      return .contentsOpened(session, .failure(error))
    }
  }

  private func readContents(
    _ session: OpenID, _ request: LineRequest
  ) -> Result<ContentsPage, ContentsError> {
    guard let contents = reader(of: session) else { return .failure(.gone) }
    let start = ContinuousClock.now
    defer { readingTime.withLock { $0 = .now - start } }
    return contents.lines.read(request, of: contents.reader)
  }

  /// The milliseconds from one reading of the open segment to the next.
  var readingInterval: Int {
    RefreshRate.interval(afterReadingFor: readingTime.withLock { $0 })
  }

  /// Looks at pages for a while, and then lets others have their turn who wait for bytes.
  private func mapContents(_ session: OpenID, _ cells: Int, spent: Duration) {
    guard let contents = reader(of: session) else { return }
    let (map, now) = contents.lines.map(cells, of: contents.reader, spent: spent)
    if let map { return post(.contentsMapped(session, map)) }
    segments.submit { [self] in mapContents(session, cells, spent: now) }
  }

  /// The open segment, if it is that one still.
  private func reader(of session: OpenID) -> OpenContents? {
    open.withLock { $0 }.flatMap { $0.session == session ? $0 : nil }
  }

  /// Closes the open segment where only its reader keeps it, and says whether it did.
  private func closeIfAlone(_ session: OpenID) -> Bool {
    guard let contents = reader(of: session),
      contents.reader.isLastReference(with: contents.segment)
    else { return false }
    open.withLock { if $0?.session == session { $0 = nil } }
    return true
  }

  private func removeAll(_ orphans: [Segment], saving: Bool, _ run: RunID) {
    let progress = removal.removeAll(orphans, saving: saving) {
      stopped.withLock { $0 } >= run || removals.withLock { $0.areOver }
    } report: {
      post(.removing(run, $0, isDone: false))
    }
    post(.removing(run, progress, isDone: true))
  }

  private static func send(
    _ signal: HolderSignal, to holder: Holder
  ) -> Result<Void, SignalError> {
    Result { () throws(SignalError) in
      try ProcessSignal.send(signal, to: holder.process, startedAt: holder.start)
    }
  }

  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    Terminal.wake()
  }
}
