package import SharedMemory

/// The orphans of a snapshot that may be removed in bulk.
///
/// Why: Decisions/38-removal-policy.md
package struct OrphanSelection {
  /// The orphans, in the order of the snapshot.
  package private(set) var segments: [Segment] = []
  /// How many more match the filter, but have names that no known application uses.
  package private(set) var unknownNames = 0
  /// How many more match the filter, but have a warning against their removal.
  package private(set) var warned = 0

  /// Selects those that match a filter and that ``RemovalPolicy`` allows.
  package init(_ snapshot: Snapshot, _ filter: Filter) {
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
}
