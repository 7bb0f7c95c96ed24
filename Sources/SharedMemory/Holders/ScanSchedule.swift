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

  /// Whether the last two scans found the same holders, and no table has changed since.
  private var isQuiet = false

  /// The minimum time between two scans, in seconds.
  static let minSeconds = 5
  /// The same while nothing changes.
  static let quietSeconds = 10
  /// The least time between two scans, in multiples of the cost of the first.
  static let pauseFactor = 50

  /// Makes the next call scan again.
  mutating func forceScan() { next = nil }

  /// Notes that a table has changed, so that the next scan comes sooner.
  mutating func noteChange() {
    guard isQuiet else { return }
    isQuiet = false
    if next != nil { next = end + pause }
  }

  /// The last scan, or a new one if one is due.
  mutating func scan(
    _ scanner: HolderScanner, listed: Set<UInt64>
  ) throws(ReadProblem) -> HolderScan {
    if let last, let next, ContinuousClock.now < next { return last }
    let clock = WorkClock()
    let scan = try scanner.scan(listed: listed)
    isQuiet = last?.holders == scan.holders
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

  /// The time from the end of the last scan to the next.
  var pause: Duration {
    max(.seconds(isQuiet ? Self.quietSeconds : Self.minSeconds), cost * Self.pauseFactor)
  }
}
