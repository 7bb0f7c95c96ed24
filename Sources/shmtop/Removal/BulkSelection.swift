internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The orphans that `shmtop rm --orphans` removes.
///
/// Why: Decisions/38-removal-policy.md
struct BulkSelection {
  private(set) var segments: [Segment] = []
  /// How many more match the filter, but have names that no known application uses.
  private(set) var unknownNames = 0
  /// How many more match the filter, but have a warning against their removal.
  private(set) var warned = 0
  private let snapshot: Snapshot

  /// Selects those that match a filter and that ``RemovalPolicy`` allows.
  init(_ snapshot: Snapshot, _ filter: Filter) {
    self.snapshot = snapshot
    let selection: RemovalPolicy.Selection = filter.isForNames ? .orphansByName : .orphans
    for segment in snapshot.segments
    where segment.verdict?.state == .orphan && filter.matches(segment, now: snapshot.timestamp) {
      switch RemovalPolicy.decision(on: segment, selectedBy: selection) {
      case .allowed: segments.append(segment)
      case .excluded(.unknownName): unknownNames += 1
      case .excluded(.warning): warned += 1
      case .excluded, .allowedWithTypedID: continue
      }
    }
  }

  /// Reports what could not be read, and returns whether everything could.
  func complain() -> Bool {
    let problems = snapshot.problems.filter { !$0.isMinor }
    for problem in problems { StandardError.complain(DisplayText(problem, in: .current)) }
    return problems.isEmpty
  }
}
