internal import Formatting
package import Query
package import SharedMemory

/// The rows of the table, made from a snapshot and ready to be drawn.
package struct TableModel: Sendable {
  package let snapshot: Snapshot
  package let totals: Totals
  package let sortAndFilter: SortAndFilter
  /// The snapshot's segments, and after them those that are there no more.
  package let segments: [Segment]
  /// The positions of the segments in the order of the rows.
  package let positions: [Int]
  /// Which segments were not there a few seconds ago.
  package let fresh: Set<SegmentID>
  let labels: NameIndex
  /// The processes that hold segments; `nil` before a scan of processes.
  let usages: [ProcessUsage]?
  /// How many segments of the snapshot have rows.
  package let shown: Int

  /// How many rows there are.
  package var count: Int { positions.count }

  /// The segment of a row.
  package subscript(row: Int) -> Segment { segments[positions[row]] }

  /// Whether the segment of a row is there no more.
  package func isGone(_ row: Int) -> Bool { positions[row] >= snapshot.segments.count }

  /// The row of a segment; looked for near `hint` first.
  package func row(of id: SegmentID, near hint: Int) -> Int? {
    if positions.indices.contains(hint), self[hint].identity.id == id { return hint }
    return positions.firstIndex { segments[$0].identity.id == id }
  }

  /// The segment as the snapshot has it; `nil` if it is no longer there.
  package func segment(_ id: SegmentID) -> Segment? {
    snapshot.segments.first { $0.identity.id == id }
  }
}
