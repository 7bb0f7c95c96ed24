internal import Kernel
internal import SharedMemory

/// Looks again every two seconds whether orphans that wait for their removal still are some.
///
/// Why: Decisions/30-bulk-removal.md
struct OrphanCheck {
  private var snapshotReader: SnapshotReader
  /// What was seen at the latest look.
  private var states: [SegmentID: Verdict.State] = [:]
  /// Whether that look could see all.
  private var sawAll = true
  private var next: ContinuousClock.Instant

  /// A check by a snapshot reader; `isDue` makes it scan before the first segment.
  init(_ snapshotReader: SnapshotReader, isDue: Bool = false) {
    self.snapshotReader = snapshotReader
    next = isDue ? .now : .now + Self.interval
  }

  /// Whether a segment is still an orphan by the latest scan; scans first if one is due.
  ///
  /// One that is not there is for the removal to find out, unless that look could not see all. One that
  /// `isSaved` can be idle, as saving it can have attached it for a moment.
  mutating func isStillOrphan(_ segment: Segment, isSaved: Bool = false) -> Bool {
    if ContinuousClock.now >= next {
      look()
      next = .now + Self.interval
    }
    return switch states[segment.identity.id] {
    case .orphan?: true
    case .idle?: isSaved
    case nil: sawAll
    default: false
    }
  }

  private mutating func look() {
    let snapshot = snapshotReader.read(.holders)
    states = [:]
    for segment in snapshot.segments {
      states[segment.identity.id] = segment.verdict?.state ?? .unknown
    }
    sawAll = snapshot.problems.allSatisfy(\.isMinor)
  }

  private static let interval = Duration.seconds(2)
}
