import Monitor
import Formatting
import Query
import SafeText
import SharedMemory
import TestSupport
import Testing

@testable import shmtop
import Contents

@Suite("The state of the effect runner") struct RunnerStateTests {
  private let now = ContinuousClock.now

  private func state() -> RunnerState {
    RunnerState(tables: TableReader(charset: .utf8, assumptions: Assumptions()))
  }

  private func work(isChange: Bool = false) -> RunnerState.Work {
    RunnerState.Work(isChange: isChange) {}
  }

  /// A job that searches the open segment.
  private func job(_ session: SessionID) -> ContentsJob {
    ContentsJob(number: 1, session: session, work: .save(0..<1, to: []))
  }

  @Test func `each lane has its own queue, in the order of submission`() {
    var state = state()
    state.add(work(), to: .tables)
    state.add(work(isChange: true), to: .segments)
    state.add(work(), to: .segments)
    #expect(state.next(on: .jobs, at: now).isSleep)
    #expect(state.next(on: .segments, at: now).isChange == true)
    #expect(state.next(on: .segments, at: now).isChange == false)
    #expect(state.next(on: .segments, at: now).isSleep)
    #expect(state.next(on: .tables, at: now).isChange == false)
  }

  @Test func `a removal waits for the job that still has a closed segment open`() throws {
    try TestSegment.with(size: 4096) { file in
      var state = state()
      let session = SessionID().next
      let job = self.job(session)
      state.opened(try file.open(session))
      state.want(job: job.number)
      #expect(state.begin(job) != nil)
      state.close(session, at: now)
      state.add(work(isChange: true), to: .segments)
      let deadline = now + RunnerState.patience
      #expect(state.next(on: .segments, at: now).deadline == deadline)
      #expect(!state.isQuiet)
      // A disk that does not answer holds it up no longer.
      var late = state
      #expect(late.next(on: .segments, at: deadline).isChange == true)
      state.jobEnded()
      #expect(state.next(on: .segments, at: now).isChange == true)
    }
  }

  @Test func `a removal does not wait for a job whose segment stays open`() throws {
    try TestSegment.with(size: 4096) { file in
      var state = state()
      let session = SessionID().next
      let job = self.job(session)
      state.opened(try file.open(session))
      state.want(job: job.number)
      #expect(state.begin(job) != nil)
      state.add(work(isChange: true), to: .segments)
      #expect(state.next(on: .segments, at: now).isChange == true)
    }
  }

  @Test func `a segment that was closed before it was opened is not kept`() throws {
    try TestSegment.with(size: 4096) { file in
      var state = state()
      let session = SessionID().next
      state.close(session, at: now)
      state.opened(try file.open(session))
      #expect(state.open == nil)
      #expect(state.isClosed(session) && !state.isClosed(session.next))
    }
  }

  @Test func `a viewport that comes back after its segment was closed is dropped`() throws {
    try TestSegment.with(size: 4096) { file in
      var state = state()
      let session = SessionID().next
      state.opened(try file.open(session))
      let borrowed = state.borrowViewport(of: session)
      let (_, viewport) = try #require(borrowed)
      #expect(state.borrowViewport(of: session) == nil, "one thread reads at a time")
      state.close(session, at: now)
      state.giveBack(viewport, of: session)
      #expect(state.borrowViewport(of: session) == nil)
    }
  }

  @Test func `a job whose segment was closed meanwhile does not begin`() throws {
    try TestSegment.with(size: 4096) { file in
      var state = state()
      let session = SessionID().next
      let job = self.job(session)
      state.opened(try file.open(session))
      state.want(job: job.number)
      state.close(session, at: now)
      #expect(state.begin(job) == nil)
      #expect(state.isQuiet)
    }
  }

  @Test func `only the last of several requests for lines is kept`() {
    var state = state()
    let session = SessionID().next
    for anchor in [0, 16, 32] as [UInt64] {
      state.want(
        lines: LineRequest(anchor: anchor, above: 0, below: 1, bytesPerRow: 16, squeezes: false),
        of: session)
    }
    #expect(state.takeWantedLines()?.1.anchor == 32)
    #expect(state.takeWantedLines() == nil)
  }

  @Test func `only the latest of several orders is arranged, and once`() {
    var state = state()
    #expect(state.takeWantedOrder() == nil)
    for field in [Field.size, .label, .age] { state.want(SortAndFilter(by: field)) }
    #expect(state.takeWantedOrder()?.field == .age)
    #expect(state.takeWantedOrder() == nil)
  }

  @Test func `the program waits for removals that are queued or running`() {
    var state = state()
    state.add(work(isChange: true), to: .segments)
    #expect(state.changes == 1)
    _ = state.next(on: .segments, at: now)
    #expect(state.changes == 1 && !state.isQuiet)
    state.changeEnded()
    _ = state.next(on: .segments, at: now)
    #expect(state.changes == 0 && state.isQuiet)
  }

  @Test func `a bulk removal stops when asked to, and when the program ends`() {
    var state = state()
    let first = RunID()
    #expect(state.isStopped(first), "before the first run")
    let run = first.next
    #expect(!state.isStopped(run))
    state.stop(run)
    #expect(state.isStopped(run) && !state.isStopped(run.next))
    state.isEnding = true
    #expect(state.isStopped(run.next))
  }
}

extension RunnerState.Next {
  fileprivate var isChange: Bool? {
    if case .run(let work) = self { work.isChange } else { nil }
  }

  fileprivate var isSleep: Bool { if case .sleep = self { true } else { false } }

  fileprivate var isReading: Bool { if case .read = self { true } else { false } }

  fileprivate var deadline: ContinuousClock.Instant? {
    if case .sleep(let deadline) = self { deadline } else { nil }
  }
}

extension RunnerStateTests {
  private static let order = SortAndFilter(by: .label)

  @Test func `tables are read unasked at the interval, and later if they take long`() {
    var state = state()
    #expect(state.next(on: .tables, at: now).deadline == nil)
    state.refresh(every: .seconds(2))
    // The order is not known before the first reading that was asked for.
    #expect(state.next(on: .tables, at: now).deadline == nil)
    state.reading(Self.order, at: now)
    #expect(state.next(on: .tables, at: now).deadline == now + .seconds(2))
    state.finishedReading(cost: .milliseconds(300))
    #expect(state.next(on: .tables, at: now).deadline == now + .seconds(3))
    #expect(state.next(on: .tables, at: now + .seconds(3)).isReading)
    state.refresh(every: nil)
    #expect(state.next(on: .tables, at: now + .seconds(9)).deadline == nil)
  }

  @Test func `what the user waits for comes before a reading that is due, in the latest order`() {
    var state = state()
    state.refresh(every: .seconds(1))
    state.reading(Self.order, at: now)
    state.want(SortAndFilter(by: .size))
    state.add(work(), to: .tables)
    let later = now + .seconds(1)
    #expect(state.next(on: .tables, at: later).isChange == false)
    guard case .read(let order) = state.next(on: .tables, at: later) else {
      Issue.record("no reading")
      return
    }
    #expect(order == SortAndFilter(by: .size))
  }
}
