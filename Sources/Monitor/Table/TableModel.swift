internal import Contents
internal import Formatting
package import Query
package import SharedMemory

/// The rows of the table, made from a snapshot and ready to be drawn.
package struct TableModel: Sendable {
  package private(set) var snapshot: Snapshot
  package let totals: Totals
  /// Why states are unknown; `nil` if none is, or the user can do nothing about it.
  let unknown: UnknownStates?
  package let sortAndFilter: SortAndFilter
  /// The segments of the snapshot, then those that went lately.
  package let segments: [Segment]
  /// The positions of the segments in the order of the rows.
  package let positions: [Int]
  /// The segments that appeared lately.
  package let fresh: Set<SegmentID>
  /// The groups of rows from top to bottom; empty if the rows are not grouped.
  let groups: [RowGroup]
  /// The segments that have changed lately.
  let histories: AllocationHistories
  /// The values of semaphores, if they were asked for.
  let semaphores: SemaphoreValues
  let labels: NameIndex
  /// The segments of the snapshot that the filter hides.
  let hidden: Totals
  /// The number of segments that the filter might show if their holders or states were known.
  let undecided: Int
  /// The processes that hold segments; `nil` before a scan of processes.
  let usages: [ProcessUsage]?
  /// The number of segments of the snapshot that have rows.
  package let shown: Int
  /// What the snapshot and these rows have cost.
  package var cost = Duration.zero

  /// The same rows for a snapshot with the same segments.
  func with(_ snapshot: Snapshot) -> TableModel {
    var model = self
    model.snapshot = snapshot
    return model
  }

  /// The number of segments that have rows, if no group is folded.
  package var count: Int { positions.count }

  /// The segment at an index of ``positions``.
  package subscript(index: Int) -> Segment { segments[positions[index]] }

  /// Whether the segment at an index of ``positions`` is gone.
  package func isGone(_ index: Int) -> Bool { positions[index] >= snapshot.segments.count }

  /// Whether the title of a group says what its segments are called.
  var isGroupedByName: Bool { sortAndFilter.grouping == .name }

  /// The segments of a group.
  func segments(of group: RowGroup) -> some Collection<Segment> {
    group.range.lazy.map { self[$0] }
  }

  /// The index of a segment in ``positions``; `hint` is checked first.
  package func index(of id: SegmentID, near hint: Int) -> Int? {
    if positions.indices.contains(hint), self[hint].identity.id == id { return hint }
    return positions.firstIndex { segments[$0].identity.has(id) }
  }

  /// What has become of some segments, with a name or without; those that are gone are left out.
  func current(_ segments: [Segment]) -> [Segment] {
    let wanted = Dictionary(grouping: segments, by: \.heldObject)
    return snapshot.segments.filter { segment in
      wanted[segment.heldObject]?.contains { $0.identity.isSameSegment(as: segment.identity) }
        ?? false
    }
  }

  /// The segment in the snapshot; `nil` if it is gone.
  package func segment(_ id: SegmentID) -> Segment? {
    snapshot.segments.first { $0.identity.id == id }
  }
}
