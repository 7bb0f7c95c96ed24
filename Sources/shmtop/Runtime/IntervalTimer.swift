/// A timer for something that is due at regular intervals.
struct IntervalTimer {
  private(set) var next: ContinuousClock.Instant
  private var interval: Duration

  init(milliseconds: Int) {
    interval = .milliseconds(milliseconds)
    next = .now + interval
  }

  mutating func set(milliseconds: Int) { self = IntervalTimer(milliseconds: milliseconds) }

  /// Whether it is due, or will be within `early`; if so, sets the next time.
  ///
  /// Times that were missed, for example in a stop, are skipped.
  mutating func isDue(early: Duration = .zero) -> Bool {
    let now = ContinuousClock.now
    guard now + early >= next else { return false }
    next = max(next + interval, now)
    return true
  }
}
