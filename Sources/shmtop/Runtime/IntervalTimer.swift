/// Says when something that happens again and again is due.
struct IntervalTimer {
  private(set) var next: ContinuousClock.Instant
  private var interval: Duration

  init(milliseconds: Int) {
    interval = .milliseconds(milliseconds)
    next = .now + interval
  }

  mutating func set(milliseconds: Int) { self = IntervalTimer(milliseconds: milliseconds) }

  /// Whether the time has come; if so the next one is set.
  ///
  /// Times that were missed, as in a stop, do not come all at once.
  mutating func isDue() -> Bool {
    let now = ContinuousClock.now
    guard now >= next else { return false }
    next = max(next + interval, now)
    return true
  }
}
