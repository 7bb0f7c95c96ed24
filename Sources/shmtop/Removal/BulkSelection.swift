internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The orphans that are to be removed in bulk.
///
/// Why: Decisions/30-bulk-removal.md
struct BulkSelection {
  private(set) var segments: [Segment] = []
  /// How many more the filter wants whose names no known application makes.
  private(set) var unknownNames = 0
  /// How many more it wants that makers of an application warn of removing.
  private(set) var warned = 0
  private let snapshot: Snapshot

  /// Chooses the orphans that a filter wants.
  ///
  /// What somebody parked in `/dev/shm` is a segment like any other: so names that nobody knows must be
  /// asked for. So must what a database may want back: the monitor has its ID typed.
  init(_ snapshot: Snapshot, _ filter: Filter) {
    self.snapshot = snapshot
    let isAskedFor = filter.conditions.contains { $0.word == .name || $0.word == .app }
    for segment in snapshot.segments
    where segment.verdict?.state == .orphan && filter.matches(segment, now: snapshot.timestamp) {
      guard segment.kind == .systemV || segment.kind == .posix else { continue }
      let application = segment.application?.application
      if isAskedFor {
        segments.append(segment)
      } else if application?.warning != nil {
        warned += 1
      } else if segment.kind == .systemV || application != nil {
        segments.append(segment)
      } else {
        unknownNames += 1
      }
    }
  }

  /// Complains of what could not be read, and says whether all could.
  func complain() -> Bool {
    let problems = snapshot.problems.filter { !$0.isMinor }
    for problem in problems { StandardError.complain(DisplayText(problem, in: .current)) }
    return problems.isEmpty
  }
}
