internal import ArgumentParser
internal import Formatting
internal import Glibc

/// The options of `shmtop list` that print it again and again.
struct Watching: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Print the list again after this time: seconds, or a time such as 5s or 10m. Lists are separated by \
      an empty line, except for JSON.
      """, valueName: "time"),
    transform: { try TypedArgument.seconds($0, from: 1) })
  var every: Int64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("End after so many lists.", valueName: "number"),
    transform: TypedArgument.count)
  var count: Int?

  func validate() throws {
    if count != nil && every == nil { throw ValidationError("--count is for --every.") }
  }

  /// The moments at which lists are due.
  var schedule: Schedule? { every.map { Schedule(interval: .seconds($0), left: count) } }

  /// The moments at which lists are due: each a multiple of the interval after the first.
  ///
  /// A list that takes longer, because there is much to read or its reader is slow, leaves out those that it
  /// missed: lists never pile up. Why: Decisions/87-lists-that-repeat.md
  struct Schedule {
    let interval: Duration
    /// The number of lists that are still to be printed; `nil`: no end.
    private(set) var left: Int?
    private let start = ContinuousClock.now
    /// The number of intervals since the start at which the latest list was due.
    private var last: Int64 = 0

    init(interval: Duration, left: Int?) {
      self.interval = interval
      self.left = left
    }

    /// Waits until the next list is due; returns `false` if there is none, or its reader has gone.
    mutating func wait() -> Bool {
      if let left {
        self.left = left - 1
        if left <= 1 { return false }
      }
      last = Self.next(after: last, at: start.duration(to: .now), every: interval)
      while true {
        let rest = start.duration(to: .now) - interval * Double(last)
        guard rest < .zero else { return true }
        let milliseconds = (.zero - rest) / .milliseconds(1)
        // Nothing is waited for but an error: a pipe whose reader has gone, or a lost terminal.
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        if poll(&output, 1, Int32(min(milliseconds.rounded(.up), 1_000_000))) > 0 { return false }
      }
    }

    /// The number of the next list that is not missed yet.
    static func next(after last: Int64, at now: Duration, every interval: Duration) -> Int64 {
      max(last + 1, Int64((now / interval).rounded(.down)))
    }
  }
}
