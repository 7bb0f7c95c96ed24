/// The state of ``TimedWork``: which thread does which piece, and for how long it has seemed to wait.
///
/// It only decides and never acts, so it is tested without threads.
struct WorkTable<Value: Sendable>: Sendable {
  private(set) var outcomes: [TimedWork.Outcome<Value>]
  /// The first piece that no thread has begun.
  private var nextPiece = 0
  /// The number of pieces that are neither finished nor given up.
  private var open: Int
  private var workers: [Int: Worker] = [:]
  private var left: [Int: LeftThread] = [:]
  /// The number of looks at which a thread was slow.
  private var slowLooks = 0
  private let isWaiting: @Sendable (Int64) -> Bool

  private struct Worker {
    var piece: Int?
    var clock: ProcessorClock?
    /// The processor time that it had used by the last look, in nanoseconds; `nil` before the first look
    /// at this piece.
    var used: Int64?
    /// The number of looks at which it has waited for this piece.
    var waits = 0
  }

  /// Work of `count` pieces.
  ///
  /// `isWaiting` decides by the processor time since the last look, in nanoseconds, whether a thread
  /// waits.
  init(
    count: Int, isWaiting: @escaping @Sendable (Int64) -> Bool = { $0 < WorkLimits.busyNanoseconds }
  ) {
    outcomes = Array(repeating: .unfinished(nil), count: count)
    open = count
    self.isWaiting = isWaiting
  }

  var isDone: Bool { open == 0 }

  /// Adds a thread that is about to start.
  mutating func hire(_ worker: Int) { workers[worker] = Worker() }

  /// Removes a thread that could not be started.
  mutating func dismiss(_ worker: Int) { workers[worker] = nil }

  /// The first piece of a thread, whose processor time `clock` shows; `nil` if no piece is left.
  mutating func begin(_ worker: Int, _ clock: ProcessorClock? = nil) -> Int? {
    workers[worker]?.clock = clock
    return take(worker)
  }

  /// The next piece of a thread that has finished its last; `nil` if it is to end.
  mutating func next(for worker: Int, after value: Value) -> Int? {
    if let thread = left.removeValue(forKey: worker) {
      // Another thread has taken its place.
      thread.end()
      return nil
    }
    if let piece = workers[worker]?.piece {
      outcomes[piece] = .finished(value)
      open -= 1
    }
    return take(worker)
  }

  private mutating func take(_ worker: Int) -> Int? {
    guard nextPiece < outcomes.count, workers[worker] != nil else {
      workers[worker] = nil
      return nil
    }
    workers[worker]?.piece = nextPiece
    workers[worker]?.used = nil
    workers[worker]?.waits = 0
    nextPiece += 1
    return workers[worker]?.piece
  }

  /// Looks at all threads, leaves behind those that have waited too long, and returns how many new ones
  /// should start, so that there is one for each of the `processors` that is not slow.
  mutating func look(processors: Int) -> Int {
    for worker in workers.keys { note(worker) }
    let slow = workers.filter { $0.value.waits >= WorkLimits.slow }
    if !slow.isEmpty { slowLooks += 1 }
    let patience =
      slowLooks <= WorkLimits.mostSlowLooks ? WorkLimits.patience : WorkLimits.shortPatience
    for (number, worker) in slow where worker.waits >= patience { leave(number) }
    guard nextPiece < outcomes.count else { return 0 }
    let active = workers.values.count { $0.waits < WorkLimits.slow }
    return min(max(0, processors - active), outcomes.count - nextPiece)
  }

  private mutating func note(_ number: Int) {
    guard var worker = workers[number], worker.piece != nil else { return }
    let used = worker.clock?.nanoseconds ?? 0
    if let before = worker.used, isWaiting(used - before) { worker.waits += 1 }
    worker.used = used
    workers[number] = worker
  }

  private mutating func leave(_ number: Int) {
    guard let piece = workers.removeValue(forKey: number)?.piece else { return }
    let thread = LeftThread()
    left[number] = thread
    outcomes[piece] = .unfinished(thread)
    open -= 1
  }

  /// Gives up all pieces that were not begun, if there is no thread for them.
  mutating func giveUpIfAlone() {
    guard workers.isEmpty else { return }
    nextPiece = outcomes.count
    open = 0
  }
}

/// How long ``TimedWork`` waits, in looks of 50 milliseconds.
enum WorkLimits {
  /// A thread that has waited for this many looks (0.1 seconds) is slow: another works beside it.
  static let slow = 2
  /// A thread that has waited for this many looks (two seconds) is left behind.
  static let patience = 40
  /// The same after ``mostSlowLooks``: 0.2 seconds.
  static let shortPatience = 4
  /// After this many looks with a slow thread (five seconds) the patience is short, so that many processes
  /// that answer slowly do not keep the caller for minutes.
  static let mostSlowLooks = 100
  /// A thread that has used less processor time than this between two looks is waiting, in nanoseconds.
  ///
  /// So a thread that reads a process with a million descriptors is not left behind.
  static let busyNanoseconds: Int64 = 6_000_000
}
