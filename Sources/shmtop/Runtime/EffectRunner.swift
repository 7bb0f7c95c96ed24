internal import Contents
internal import Kernel
internal import Monitor
internal import Operations
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Runs the monitor's effects on separate threads, and keeps the answers until the loop takes them.
///
/// Why: Decisions/06-one-thread-for-segments.md
final class EffectRunner: Sendable {
  private let state: Lock<RunnerState>
  private let removal: MonitorRemoval
  private let writing: MonitorWriting
  private let change: MonitorChange
  /// Ends the loop's wait; called from any thread.
  private let wake: @Sendable () -> Void
  private let workers: [RunnerState.Lane: Worker]

  /// Starts the threads.
  init(
    charset: Charset, assumptions: Assumptions, isUnrecorded: Bool,
    wake: @escaping @Sendable () -> Void
  ) throws(Errno) {
    state = Lock(RunnerState(tables: TableReader(charset: charset, assumptions: assumptions)))
    removal = MonitorRemoval(
      assumptions: assumptions, isUnrecorded: isUnrecorded, charset: charset)
    writing = MonitorWriting(isUnrecorded: isUnrecorded, charset: charset)
    change = MonitorChange(log: isUnrecorded ? .off : AuditLog(), charset: charset)
    self.wake = wake
    var workers: [RunnerState.Lane: Worker] = [:]
    for lane in RunnerState.Lane.allCases { workers[lane] = try Worker() }
    self.workers = workers
    for (lane, worker) in workers { try worker.start { [self] in next(on: lane) } }
  }

  /// The events since the last call.
  func takeEvents() -> [Event] { state.withLock { $0.takeEvents() } }

  /// The milliseconds between two reads of the open segment.
  var readingInterval: Int { state.withLock { $0.rate.interval } }

  /// Reads the open segment often again, because the user has pressed a key.
  func hurryReading() { state.withLock { $0.rate.hurry() } }

  /// Starts an effect; never waits.
  func perform(_ effect: Effect) {
    switch effect {
    case .setInterval(let milliseconds):
      state.withLock { $0.refresh(every: milliseconds.map { .milliseconds($0) }) }
      ring(.tables)
    case .collect(let order): submit(.tables) { $0.read(order) }
    case .arrange(let order):
      // While a filter is typed, only the last of several orders is arranged, when the first is due.
      state.withLock { $0.want(order) }
      submit(.tables) { runner in
        runner.onTables { tables in
          runner.state.withLock { $0.takeWantedOrder() }.flatMap { tables.arrange($0) }
        }
      }
    case .rescan:
      submit(.tables) { runner in
        runner.onTables {
          $0.rescan()
          return nil
        }
      }
    case .openContents(let session, let segment, let accepted):
      submit(.segments) { $0.open(segment, session, accepting: accepted) }
    case .readContents(let session, let request):
      // If reading is slow, only the last of several requests is answered, when the first is due.
      state.withLock { $0.want(lines: request, of: session) }
      submit(.segments) { $0.readWantedLines() }
    case .readStrings(let session, let request):
      submit(.segments) { $0.readStrings(request, of: session) }
    case .openOther(let session, let id, let contents):
      submit(.segments) { $0.openOther(contents, id, of: session) }
    case .readOther(let id, let range): submit(.segments) { $0.readOther(range, id) }
    case .closeOther(let id):
      submit(.segments) { runner in
        runner.state.withLock { $0.closeOther(id) }
      }
    case .mapContents(let session, let cells):
      submit(.segments) { $0.map(session, cells, spent: .zero) }
    case .checkContents(let session): submit(.segments) { $0.closeIfLast(session) }
    case .closeContents(let session): state.withLock { $0.close(session, at: .now) }
    case .startJob(let job):
      state.withLock { $0.want(job: job.number) }
      submit(.jobs) { $0.run(job) }
    case .stopJob(let number): state.withLock { $0.stop(job: number) }
    case .readSignature(let segment):
      submit(.segments) { $0.post(.signatureRead(segment.identity, .find(in: segment))) }
    case .foreseeRemoval(let segments):
      submit(.segments) { $0.post(.removalForeseen(MonitorRemoval.obstacles(to: segments))) }
    case .findUser(let name):
      // Not on the thread of tables, because keys wait for the answer.
      submit(.segments) { $0.post(.userFound(name: name, Accounts.Source.system.userNamed(name))) }
    case .saveSettings(let settings):
      submit(.jobs) { $0.post(SettingsFile.save(settings)) }
    case .remove(let segment, let saving):
      submitChange { $0.post($0.removal.remove(segment, saving: saving)) }
    case .removeAll(let run, let orphans, let saving):
      submitChange { $0.removeAll(orphans, saving: saving, run) }
    case .stopRemoving(let run): state.withLock { $0.stop(run) }
    case .foreseeWrite(let segment, let accepted):
      submit(.segments) {
        $0.post(
          .writeForeseen(
            segment, accepted, MonitorWriting.obstacle(to: segment, accepting: accepted)))
      }
    case .write(let segment, let replacements, let accepted):
      // As a removal, it is never left in the middle when the program ends.
      submitChange { $0.post($0.writing.write(replacements, to: segment, accepting: accepted)) }
    case .foreseeChange(let segment, let wanted):
      submit(.segments) { $0.post(MonitorChange.foresee(wanted, of: segment)) }
    case .change(let segment, let changes):
      submitChange { $0.post($0.change.make(changes, of: segment)) }
    case .create(let request): submitChange { $0.post($0.change.create(request)) }
    case .signal(let signal, let holders):
      submit(.segments) { $0.send(signal, to: holders) }
    case .copy, .repaint, .suspend, .quit: break
    }
  }

  // MARK: Waiting for the threads

  /// Whether no thread has a segment open or wants one.
  ///
  /// If not, the loop is woken when a thread has nothing left to do.
  func isQuiet() -> Bool { isDone { $0.isQuiet } }

  /// Whether no change is waiting or running; a bulk removal stops after the current segment.
  func hasFinishedChanges() -> Bool {
    isDone {
      $0.isEnding = true
      return $0.changes == 0
    }
  }

  private func isDone(_ condition: (inout RunnerState) -> Bool) -> Bool {
    state.withLock { state in
      let isDone = condition(&state)
      state.isAwaited = !isDone
      return isDone
    }
  }

  // MARK: Threads

  private func next(on lane: RunnerState.Lane) -> Worker.Next {
    let (next, isAwaited) = state.withLock { ($0.next(on: lane, at: .now), $0.isAwaited) }
    switch next {
    case .run(let work): return .run(work.run)
    case .read(let order): return .run { [self] in read(order) }
    case .sleep(let deadline):
      if isAwaited { wake() }
      return .sleep(until: deadline)
    }
  }

  private func submit(
    _ lane: RunnerState.Lane, isChange: Bool = false,
    _ run: @escaping @Sendable (EffectRunner) -> Void
  ) {
    let work = RunnerState.Work(isChange: isChange) { [self] in run(self) }
    state.withLock { $0.add(work, to: lane) }
    ring(lane)
  }

  func ring(_ lane: RunnerState.Lane) { workers[lane]?.wake() }

  /// Reads or changes the shared state.
  func withState<Result>(
    _ body: (inout sending RunnerState) -> sending Result
  ) -> sending Result { state.withLock(body) }

  func post(_ event: Event) {
    state.withLock { $0.add(event) }
    wake()
  }

  // MARK: Tables

  /// Takes a snapshot.
  private func read(_ order: SortAndFilter) {
    state.withLock { $0.reading(order, at: .now) }
    onTables { [self] tables in
      let model = tables.read(order)
      state.withLock { $0.finishedReading(cost: model.cost) }
      return model
    }
  }

  private func onTables(_ act: (inout TableReader) -> TableModel?) {
    guard var tables = state.withLock({ $0.borrowTables() }) else { return }
    let model = act(&tables)
    state.withLock { $0.giveBack(tables) }
    if let model { post(.rows(model)) }
  }

  // MARK: The open segment

  private func open(
    _ segment: Segment, _ session: SessionID, accepting accepted: AccessMethod.SideEffects
  ) {
    do throws(ContentsError) {
      if state.withLock({ $0.isClosed(session) }) { throw .gone }
      let reader = try ContentsReader.open(segment, accepting: accepted)
      state.withLock {
        $0.opened(RunnerState.OpenSegment(session: session, segment: segment, reader: reader))
      }
      post(.contentsOpened(session, .success(reader.method)))
    } catch {
      post(.contentsOpened(session, .failure(error)))
    }
  }

  private func readWantedLines() {
    guard let (session, request) = state.withLock({ $0.takeWantedLines() }) else { return }
    guard let (open, borrowed) = state.withLock({ $0.borrowViewport(of: session) }) else {
      return post(.contentsRead(session, .failure(.gone)))
    }
    var viewport = borrowed
    let start = ContinuousClock.now
    let (lines, hasChanged) = viewport.read(request, of: open.reader)
    state.withLock {
      $0.rate.read(for: .now - start, hasChanged: hasChanged)
      $0.giveBack(viewport, of: session)
    }
    post(.contentsRead(session, lines))
  }

  private func readStrings(_ request: StringsRequest, of session: SessionID) {
    guard let open = state.withLock({ $0.openSegment(session) }) else {
      return post(.stringsRead(session, request, .failure(.gone)))
    }
    do throws(Errno) {
      post(.stringsRead(session, request, .success(try open.reader.strings(request))))
    } catch {
      post(.stringsRead(session, request, .failure(ContentsError(reading: error))))
    }
  }

  /// Examines pages for one slice; then other work on the bytes gets its turn.
  private func map(_ session: SessionID, _ cells: Int, spent: Duration) {
    guard let (open, borrowed) = state.withLock({ $0.borrowViewport(of: session) }) else { return }
    var viewport = borrowed
    let (map, spent) = viewport.map(cells, of: open.reader, spent: spent)
    state.withLock { $0.giveBack(viewport, of: session) }
    if let map { return post(.contentsMapped(session, map)) }
    submit(.segments) { $0.map(session, cells, spent: spent) }
  }

  private func closeIfLast(_ session: SessionID) {
    closeOtherIfLast()
    guard let open = state.withLock({ $0.openSegment(session) }),
      open.reader.isLastReference(with: open.segment)
    else { return }
    state.withLock { $0.forget(session) }
    post(.contentsGone(session))
  }

  private func send(_ signal: ProcessSignal, to holders: [Holder]) {
    let outcomes = holders.map { holder in
      SignalOutcome(
        to: holder,
        Result { () throws(ProcessSignal.Failure) in
          try signal.send(to: holder.process, startedAt: holder.start)
        })
    }
    post(.signalled(signal, outcomes))
  }

  // MARK: Changes

  private func submitChange(_ run: @escaping @Sendable (EffectRunner) -> Void) {
    submit(.segments, isChange: true) { runner in
      run(runner)
      runner.state.withLock { $0.changeEnded() }
    }
  }

  private func removeAll(_ orphans: [Segment], saving: Bool, _ run: RunID) {
    let progress = removal.removeAll(orphans, saving: saving) {
      state.withLock { !$0.isStopped(run) }
    } report: {
      post(.removing(run, $0, isDone: false))
    }
    post(.removing(run, progress, isDone: true))
  }
}
