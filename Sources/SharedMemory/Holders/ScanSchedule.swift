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
  /// When the last scan ended, and what it cost.
  private var end = ContinuousClock.now
  private var cost = Duration.zero
  /// What all scans together have cost.
  private(set) var total = Duration.zero

  /// The minimum time between two scans, in seconds.
  static let minSeconds = 5
  /// The least time between two scans, in multiples of the cost of the first.
  static let pauseFactor = 50

  /// Makes the next call scan again.
  mutating func forceScan() { next = nil }

  /// The last scan, or a new one if one is due.
  mutating func scan(
    _ scanner: HolderScanner, listed: Set<UInt64>
  ) throws(ReadProblem) -> HolderScan {
    if let last, let next, ContinuousClock.now < next { return last }
    let clock = WorkClock()
    let scan = try scanner.scan(listed: listed)
    last = scan
    end = .now
    cost = clock.cost
    total += cost
    next = end + pause
    return scan
  }

  /// Adds the cost of work that belongs to the last scan, so that the next one comes later.
  mutating func add(_ work: Duration) {
    cost += work
    total += work
    if next != nil { next = end + pause }
  }

  private var pause: Duration { max(.seconds(Self.minSeconds), cost * Self.pauseFactor) }
}
