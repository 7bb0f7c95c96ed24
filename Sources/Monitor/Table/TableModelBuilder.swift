internal import Kernel
internal import Formatting
package import Query
package import SafeText
package import SharedMemory

/// Makes the rows of one snapshot after the other, and tracks new and vanished segments.
///
/// With many segments this takes much longer than a frame, so it runs on another thread.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md
package struct TableModelBuilder: Sendable {
  /// Seconds for which new rows are marked, and vanished rows stay.
  package static let markedSeconds: Int64 = 5
  /// The number of vanished rows that stay at most; more would hide the others, and use memory.
  package static let mostVanished = 100

  private let charset: Charset
  private var snapshot: Snapshot?
  /// The processes of the snapshot; they do not depend on the order of rows.
  private var usages: [ProcessUsage]?
  private var appeared: [SegmentID: Timestamp] = [:]
  private var vanished: [(segment: Segment, at: Timestamp)] = []

  package init(charset: Charset) { self.charset = charset }

  /// Makes the rows of a new snapshot.
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
    guard !Self.haveSameSegments(previous, next) else { return }
    let known = Set(previous.segments.lazy.map(\.identity.id))
    let present = Set(next.segments.lazy.map(\.identity.id))
    for id in present.subtracting(known) { appeared[id] = now }
    vanished.removeAll { present.contains($0.segment.identity.id) }
    var room = Self.mostVanished
    for segment in previous.segments where !present.contains(segment.identity.id) {
      vanished.append((segment, now))
      room -= 1
      if room == 0 { break }
    }
    vanished.removeFirst(max(0, vanished.count - Self.mostVanished))
  }

  /// Whether two snapshots have the same segments in the same order.
  private static func haveSameSegments(_ one: Snapshot, _ other: Snapshot) -> Bool {
    one.segments.count == other.segments.count
      && one.segments.indices.allSatisfy {
        one.segments[$0].identity.id == other.segments[$0].identity.id
      }
  }

  private func makeRows(of snapshot: Snapshot, _ sortAndFilter: SortAndFilter) -> TableModel {
    // The segments are copied only if some have vanished: there can be tens of thousands.
    let segments =
      vanished.isEmpty ? snapshot.segments : snapshot.segments + vanished.map(\.segment)
    let format = FormatOptions(charset: charset, of: snapshot)
    let positions = sortAndFilter.positions(of: segments, format)
    return TableModel(
      snapshot: snapshot, totals: Totals(of: snapshot), sortAndFilter: sortAndFilter,
      segments: segments, positions: positions, fresh: Set(appeared.keys),
      labels: NameIndex(of: segments, in: charset), usages: usages,
      shown: positions.count { $0 < snapshot.segments.count })
  }
}
