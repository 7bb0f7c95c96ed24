internal import Kernel

/// Scans all processes only as often as that is cheap, and keeps the last scan.
///
/// With many processes a scan takes long, and it takes locks in the processes that it reads.
///
/// Why: Decisions/14-scan-schedule.md
struct ScanSchedule: Sendable {
  /// The last scan.
  private var last: HolderScan?
  private var next: ContinuousClock.Instant?

  /// The minimum time between two scans, in seconds.
  static let leastSeconds = 5
  /// The time between scans, in multiples of the last one's duration.
  static let share = 50

  /// Makes the next call scan again.
  mutating func forget() { next = nil }

  /// The last scan, or a new one if it is due.
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
