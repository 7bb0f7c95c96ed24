internal import Kernel
package import SharedMemory

/// Checks every two seconds whether the orphans to be removed are still orphans.
///
/// Why: Decisions/30-bulk-removal.md
package struct OrphanCheck {
  private let read: () -> Snapshot
  /// The states at the latest scan.
  private var states: [SegmentID: Verdict.State] = [:]
  /// Whether that scan could read everything.
  private var sawAll = true
  private var next: ContinuousClock.Instant

  /// A check by the scans of a reader; with `isDue` the first scan is made at once.
  package init(_ reader: SnapshotReader, isDue: Bool = false) {
    var reader = reader
    self.init(isDue: isDue) { reader.read(.holders) }
  }

  /// A check by snapshots with holders, each as new as `read` can make it.
  package init(isDue: Bool, _ read: @escaping () -> Snapshot) {
    self.read = read
    next = isDue ? .now : .now + Self.interval
  }

  /// Whether a segment is still an orphan by the latest scan, which is repeated if it is due.
  ///
  /// A segment that is missing from the scan passes if the scan could read everything; its removal
  /// then fails. One that `isSaved` may be idle, because saving can have attached it for a moment.
  package mutating func isStillOrphan(_ segment: Segment, isSaved: Bool = false) -> Bool {
    if ContinuousClock.now >= next {
      scan()
      next = .now + Self.interval
    }
    return switch states[segment.identity.id] {
    case .orphan?: true
    case .idle?: isSaved
    case nil: sawAll
    default: false
    }
  }

  private mutating func scan() {
    let snapshot = read()
    states = [:]
    for segment in snapshot.segments {
      states[segment.identity.id] = segment.verdict?.state ?? .unknown
    }
    sawAll = snapshot.problems.allSatisfy(\.isMinor)
  }

  private static let interval = Duration.seconds(2)
}
