internal import Kernel

/// Looks at all processes as often as that is cheap, and remembers the last look.
///
/// With many processes a look takes long, and it takes locks in the processes that are looked at.
///
/// Why: Decisions/14-scan-schedule.md
struct ScanSchedule: Sendable {
  /// The last look.
  private var last: HolderScan?
  private var next: ContinuousClock.Instant?

  /// Seconds between two looks at the least.
  static let leastSeconds = 5
  /// A look takes at most this part of the time, of as many processors as it uses.
  static let share = 50

  /// Makes the next look a new one.
  mutating func forget() { next = nil }

  /// The last look, or a new one where the time for it has come.
  mutating func scan(
    _ scanner: HolderScanner, listed: Set<UInt64>
  ) throws(ReadProblem) -> HolderScan {
    let clock = ContinuousClock()
    let start = clock.now
    if let last, let next, start < next { return last }
    let scan = try scanner.scan(listed: listed)
    let pause = max(.seconds(Self.leastSeconds), (clock.now - start) * Self.share)
    last = scan
    next = clock.now + pause
    return scan
  }
}
