internal import Kernel
package import SharedMemory

/// Checks whether segments that are to be removed as orphans are still orphans.
///
/// It scans all processes again if the last scan is older than two seconds.
///
/// Why: Decisions/30-bulk-removal.md
package struct OrphanCheck {
  private let read: () -> Snapshot
  /// The states of all segments at the last scan.
  private var states: [SegmentID: Verdict.State] = [:]
  /// Whether the last snapshot has no problem that can hide a segment.
  private var sawAll = true
  private var next: ContinuousClock.Instant

  /// A check that scans with a reader; with `isDue` it scans at the first question.
  package init(_ reader: SnapshotReader, isDue: Bool = false) {
    var reader = reader
    self.init(isDue: isDue) { reader.read(.holders) }
  }

  /// A check that scans with `read`, which returns a new snapshot with holders.
  package init(isDue: Bool, _ read: @escaping () -> Snapshot) {
    self.read = read
    next = isDue ? .now : .now + Self.interval
  }

  /// Whether a segment is still an orphan; scans first if a scan is due.
  ///
  /// A segment that is missing from a complete snapshot passes: its removal will report that it is gone.
  /// With `isSaved`, an idle segment passes too: saving can have attached it, which counts as a change.
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
