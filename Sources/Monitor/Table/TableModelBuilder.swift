internal import Kernel
internal import Formatting
package import Query
package import SafeText
package import SharedMemory

/// Makes rows of snapshots, one after the other, and remembers what came and went.
///
/// With many segments this takes many times as long as a frame may; it works away from the screen.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md
package struct TableModelBuilder: Sendable {
  /// How long new rows are marked and rows of what is gone stay, in seconds.
  package static let markedSeconds: Int64 = 5

  private let charset: Charset
  private var snapshot: Snapshot?
  /// Of the snapshot; no order of the rows changes them.
  private var usages: [ProcessUsage]?
  private var appeared: [SegmentID: Timestamp] = [:]
  private var vanished: [(segment: Segment, at: Timestamp)] = []

  package init(charset: Charset) { self.charset = charset }

  /// Takes a snapshot in and makes its rows.
  package mutating func rows(of snapshot: Snapshot, _ sortAndFilter: SortAndFilter) -> TableModel {
    if let previous = self.snapshot { compare(previous, with: snapshot) }
    self.snapshot = snapshot
    usages = snapshot.usages()
    return makeRows(of: snapshot, sortAndFilter)
  }

  /// Makes the rows of the latest snapshot in another order; `nil` if there was none yet.
  package func rows(_ sortAndFilter: SortAndFilter) -> TableModel? {
    snapshot.map { makeRows(of: $0, sortAndFilter) }
  }

  private mutating func compare(_ previous: Snapshot, with next: Snapshot) {
    let now = next.timestamp
    appeared = appeared.filter { now.seconds - $0.value.seconds < Self.markedSeconds }
    vanished.removeAll { now.seconds - $0.at.seconds >= Self.markedSeconds }
    let before = previous.segments.map(\.identity.id)
    let after = next.segments.map(\.identity.id)
    guard before != after else { return }
    let known = Set(before)
    let present = Set(after)
    for id in after where !known.contains(id) { appeared[id] = now }
    vanished.removeAll { present.contains($0.segment.identity.id) }
    for segment in previous.segments where !present.contains(segment.identity.id) {
      vanished.append((segment, now))
    }
  }

  private func makeRows(of snapshot: Snapshot, _ sortAndFilter: SortAndFilter) -> TableModel {
    // A copy of tens of thousands of segments is made for those that are gone only.
    let segments =
      vanished.isEmpty ? snapshot.segments : snapshot.segments + vanished.map(\.segment)
    let format = FormatOptions(charset: charset, of: snapshot)
    let positions = sortAndFilter.positions(of: segments, format)
    return TableModel(
      snapshot: snapshot, totals: Totals(snapshot.segments), sortAndFilter: sortAndFilter,
      segments: segments, positions: positions, fresh: Set(appeared.keys),
      labels: NameIndex(of: segments, in: charset), usages: usages,
      shown: positions.count { $0 < snapshot.segments.count })
  }
}
