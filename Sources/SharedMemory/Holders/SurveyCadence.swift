/// Looks at all processes as often as that is cheap, and remembers the last look.
///
/// With many processes a look takes long, and it takes locks in the processes that are looked at.
struct SurveyCadence: Sendable {
  /// The last look.
  private var last: Survey?
  private var next: ContinuousClock.Instant?

  /// Seconds between two looks at the least.
  static let leastSeconds = 5
  /// A look takes at most this part of the time, of as many processors as it uses.
  static let share = 50

  /// Makes the next look a new one.
  mutating func forget() { next = nil }

  /// The last look, or a new one where the time for it has come.
  mutating func survey(
    _ surveyor: Surveyor, listed: Set<UInt64>
  ) throws(ReadProblem) -> Survey {
    let clock = ContinuousClock()
    let start = clock.now
    if let last, let next, start < next { return last }
    let survey = try surveyor.look(listed: listed)
    let pause = max(.seconds(Self.leastSeconds), (clock.now - start) * Self.share)
    last = survey
    next = clock.now + pause
    return survey
  }
}
