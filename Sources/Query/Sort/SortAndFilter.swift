package import Formatting
package import SharedMemory

/// The rows of a table: a filter on its segments, a field to sort by, the direction, the groups, and
/// whether segments that have just gone are among them.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md and Decisions/40-query-uses-formatting.md
package struct SortAndFilter: Equatable, Sendable {
  package var field: Field
  package var isReversed: Bool
  package var filter: Filter
  /// What the rows are grouped by; only the monitor uses it.
  package var grouping: Grouping?
  /// Whether segments that have just gone keep a row for a while; only the monitor uses it.
  package var showsGone = true

  /// What the columns need of more than a snapshot; only the monitor uses it.
  package var columnNeeds: SnapshotReader.Needs = []

  package init(by field: Field, isReversed: Bool = false, filter: Filter = Filter()) {
    self.field = field
    self.isReversed = isReversed
    self.filter = filter
  }

  /// The parts of a snapshot that the field, the filter and the columns use.
  package var needs: SnapshotReader.Needs { field.needs.union(filter.needs).union(columnNeeds) }

  /// The indices in `segments` of those that match the filter, sorted; `labels` are their names.
  ///
  /// See ``SortOrder/positions(of:isReversed:_:)``.
  package func positions(
    of segments: [Segment], _ format: FormatOptions, labels: NameIndex? = nil
  ) -> [Int] {
    guard !filter.isEmpty else {
      return field.order.positions(of: segments, isReversed: isReversed, format)
    }
    let scene = Filter.Scene(format, labels: labels)
    let byLabel = labels.flatMap { filter.rows(by: $0) }
    let wanted = segments.indices.filter {
      byLabel?[$0] ?? filter.matches($0, of: segments, in: scene)
    }
    let rows = wanted.map { segments[$0] }
    return field.order.positions(of: rows, isReversed: isReversed, format).map { wanted[$0] }
  }
}
