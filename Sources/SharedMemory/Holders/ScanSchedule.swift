internal import Kernel

/// Limits how often all processes are scanned, and keeps the last scan.
///
/// A scan of many processes takes long, and takes locks in each of them.
///
/// Why: Decisions/14-scan-schedule.md
struct ScanSchedule: Sendable {
  /// The last scan.
  private var last: HolderScan?
  private var next: ContinuousClock.Instant?

  /// The minimum time between two scans, in seconds.
  static let minSeconds = 5
  /// The time between two scans, in multiples of the duration of the first.
  static let pauseFactor = 50

  /// Makes the next call scan again.
  mutating func forceScan() { next = nil }

  /// The last scan, or a new one if one is due.
  mutating func scan(
    _ scanner: HolderScanner, listed: Set<UInt64>
  ) throws(ReadProblem) -> HolderScan {
    let clock = ContinuousClock()
    let start = clock.now
    if let last, let next, start < next { return last }
    let scan = try scanner.scan(listed: listed)
    let pause = max(.seconds(Self.minSeconds), (clock.now - start) * Self.pauseFactor)
    last = scan
    next = clock.now + pause
    return scan
  }
}
