internal import Formatting
package import Query
package import SharedMemory

/// The rows of the table, made from a snapshot and ready to be drawn.
package struct TableModel: Sendable {
  package let snapshot: Snapshot
  package let totals: Totals
  package let sortAndFilter: SortAndFilter
  /// The segments of the snapshot, then those that vanished lately.
  package let segments: [Segment]
  /// The positions of the segments in the order of the rows.
  package let positions: [Int]
  /// The segments that appeared lately.
  package let fresh: Set<SegmentID>
  let labels: NameIndex
  /// The segments of the snapshot that the filter hides.
  let hidden: Totals
  /// The processes that hold segments; `nil` before a scan of processes.
  let usages: [ProcessUsage]?
  /// The number of segments of the snapshot that have rows.
  package let shown: Int

  /// The number of rows.
  package var count: Int { positions.count }

  /// The segment of a row.
  package subscript(row: Int) -> Segment { segments[positions[row]] }

  /// Whether the segment of a row has vanished.
  package func isGone(_ row: Int) -> Bool { positions[row] >= snapshot.segments.count }

  /// The row of a segment; `hint` is checked first.
  package func row(of id: SegmentID, near hint: Int) -> Int? {
    if positions.indices.contains(hint), self[hint].identity.id == id { return hint }
    return positions.firstIndex { segments[$0].identity.id == id }
  }

  /// The segment in the snapshot; `nil` if it has vanished.
  package func segment(_ id: SegmentID) -> Segment? {
    snapshot.segments.first { $0.identity.id == id }
  }
}
