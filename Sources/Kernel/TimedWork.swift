private import Glibc
internal import Synchronization
internal import SystemPackage

/// Work in pieces, each of which can wait for ever in the kernel, such as reading `/proc/PID/maps` of
/// another user's process.
///
/// Threads do the pieces, on all processors. A thread whose piece does not end in two seconds is left
/// behind, and another takes its place. A thread left behind ends when its piece does, or with the program:
/// all known waits of this kind are killable.
///
/// Why: Decisions/66-processes-that-do-not-answer.md
package enum TimedWork {
  /// The result of a piece.
  package enum Outcome<Value: Sendable>: Sendable {
    case finished(Value)
    /// It did not end in time, and this thread still waits for it; `nil` if it was not begun, because too
    /// many other pieces did not end.
    case unfinished(LeftThread?)

    /// The value; `nil` if the piece did not end in time.
    package var value: Value? { if case .finished(let value) = self { value } else { nil } }
  }

  /// Calls `body` with each number from 0 to below `count`, in any order, and returns the results.
  ///
  /// A thread left behind can still run `body` after this returns, so `body` must own what it uses. If no
  /// thread can be made, the calling thread does all the work, and waits for each piece without limit.
  package static func outcomes<Value: Sendable>(
    of count: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Outcome<Value>] {
    guard count > 0 else { return [] }
    guard let bell = try? Bell() else { return alone(count, body) }
    let crew = Crew(count: count, bell: bell, body)
    let isStarted = crew.start(min(Processors.number, count))
    guard isStarted || LeftThread.count > 0 else { return alone(count, body) }
    var deadline = ContinuousClock.now + interval
    while !crew.isDone {
      bell.wait(until: deadline)
      // A signal can end the wait early.
      guard ContinuousClock.now >= deadline else { continue }
      crew.look()
      deadline = .now + interval
    }
    return crew.outcomes
  }

  /// Calls `body` in another thread, and returns its result; `nil` if it does not end in time.
  package static func value<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value? {
    outcomes(of: 1) { _ in body() }[0].value
  }

  private static func alone<Value>(
    _ count: Int, _ body: (Int) -> Value
  ) -> [Outcome<Value>] { (0..<count).map { .finished(body($0)) } }

  /// The time between two looks at the threads.
  ///
  /// Waits are measured in looks, not in time: while this program is stopped, there are no looks.
  private static let interval = Duration.milliseconds(50)
}

/// A thread that was left behind in a piece of work.
package final class LeftThread: Sendable {
  private static let all = Atomic(0)
  private let hasEnded = Atomic(false)

  /// How many there are in this program.
  static var count: Int { all.load(ordering: .relaxed) }

  /// When this many are left behind, and one more for each processor, no thread is started for new work.
  static let most = 64

  init() { Self.all.add(1, ordering: .relaxed) }

  /// Whether its piece has not ended yet.
  package var isWaiting: Bool { !hasEnded.load(ordering: .relaxed) }

  func end() {
    hasEnded.store(true, ordering: .relaxed)
    Self.all.subtract(1, ordering: .relaxed)
  }
}

/// The threads of one call of ``TimedWork``.
private final class Crew<Value: Sendable>: Sendable {
  private let table: Lock<WorkTable<Value>>
  private let body: @Sendable (Int) -> Value
  private let bell: Bell
  private let lastNumber = Atomic(0)

  init(count: Int, bell: Bell, _ body: @escaping @Sendable (Int) -> Value) {
    table = Lock(WorkTable(count: count))
    self.bell = bell
    self.body = body
  }

  var isDone: Bool { table.withLock { $0.isDone } }
  var outcomes: [TimedWork.Outcome<Value>] { table.withLock { $0.outcomes } }

  /// Starts threads, as far as they can be made; whether there is any.
  func start(_ wanted: Int) -> Bool {
    let room = Processors.number + LeftThread.most - LeftThread.count
    var isAny = false
    for _ in 0..<max(0, min(wanted, room)) {
      let worker = lastNumber.add(1, ordering: .relaxed).newValue
      table.withLock { $0.hire(worker) }
      do throws(Errno) {
        try Thread { self.work(as: worker) }.detach()
        isAny = true
      } catch {
        table.withLock { $0.dismiss(worker) }
        break
      }
    }
    return isAny
  }

  /// Looks at the threads; leaves some behind, and starts others for them.
  func look() {
    let wanted = table.withLock { $0.look(processors: Processors.number) }
    if wanted > 0 { _ = start(wanted) }
    table.withLock { $0.giveUpIfAlone() }
  }

  private func work(as worker: Int) {
    let clock = ProcessorClock()
    var piece = table.withLock { $0.begin(worker, clock) }
    while let current = piece {
      let value = body(current)
      piece = table.withLock { $0.next(for: worker, after: value) }
    }
    if isDone { bell.ring() }
  }
}

/// The time for which a thread has used a processor.
struct ProcessorClock: Sendable {
  private let clock: clockid_t

  /// The clock of the calling thread.
  ///
  /// The C function is `pthread_getcpuclockid`.
  init() {
    var clock = clockid_t()
    pthread_getcpuclockid(pthread_self(), &clock)
    self.clock = clock
  }

  /// In nanoseconds; 0 if the thread has ended.
  ///
  /// The C function is `clock_gettime`.
  var nanoseconds: Int64 {
    var time = timespec()
    return clock_gettime(clock, &time) == 0
      ? Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) : 0
  }
}
