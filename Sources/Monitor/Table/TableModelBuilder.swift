package import Contents
internal import Kernel
internal import Formatting
package import Query
package import SafeText
package import SharedMemory

/// Makes the rows of one snapshot after the other, and tracks new and gone segments.
///
/// With many segments this takes much longer than a frame, so it runs on another thread.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md
package struct TableModelBuilder: Sendable {
  /// Seconds for which new rows are marked, and gone rows stay.
  package static let markedSeconds: Int64 = 5
  /// The number of gone rows that stay at most; more would hide the others, and use memory.
  package static let mostGone = 8
  /// The number of gone rows that stay in their place; more of them stand below the others.
  package static let mostInPlace = 3

  private let charset: Charset
  private var base: Base?
  /// The processes of the snapshot; they do not depend on the order of rows.
  private var usages: [ProcessUsage]?
  private var histories = AllocationHistories()
  private var appeared: [SegmentID: Timestamp] = [:]
  private var gone: [(segment: Segment, at: Timestamp)] = []
  /// The latest rows; `nil` if segments that have just come or gone change them as time passes.
  private var latest: TableModel?

  /// What does not depend on filter and order: while a filter is typed, it is not made anew.
  private struct Base {
    let snapshot: Snapshot
    let semaphores: SemaphoreValues
    let totals: Totals
    let unknown: UnknownStates?
    /// The segments of the snapshot, then the gone ones.
    let segments: [Segment]
    let labels: NameIndex
  }

  package init(charset: Charset) { self.charset = charset }

  /// Makes the rows of a new snapshot.
  package mutating func rows(
    of snapshot: Snapshot, _ sortAndFilter: SortAndFilter,
    semaphores: SemaphoreValues = SemaphoreValues()
  ) -> TableModel {
    if let latest, latest.semaphores == semaphores,
      let model = unchanged(latest, snapshot, sortAndFilter)
    {
      self.latest = model
      return model
    }
    latest = nil
    if let previous = base?.snapshot { compare(previous, with: snapshot) }
    usages = snapshot.usages()
    // The segments are copied only if some are gone: there can be tens of thousands.
    let segments =
      gone.isEmpty ? snapshot.segments : snapshot.segments + gone.map(\.segment)
    let base = Base(
      snapshot: snapshot, semaphores: semaphores, totals: Totals(of: snapshot),
      unknown: UnknownStates(of: snapshot.segments), segments: segments,
      labels: NameIndex(of: segments, in: charset))
    self.base = base
    let model = makeRows(of: base, sortAndFilter)
    if appeared.isEmpty && gone.isEmpty && histories.isEmpty { latest = model }
    return model
  }

  /// The latest rows with a new snapshot, if nothing in them can have changed; else `nil`.
  private mutating func unchanged(
    _ latest: TableModel, _ snapshot: Snapshot, _ sortAndFilter: SortAndFilter
  ) -> TableModel? {
    // What a filter shows can depend on the time.
    guard snapshot.isUnchanged(since: latest.snapshot), sortAndFilter == latest.sortAndFilter,
      sortAndFilter.filter.isEmpty
    else { return nil }
    base = base.map {
      Base(
        snapshot: snapshot, semaphores: $0.semaphores, totals: $0.totals, unknown: $0.unknown,
        segments: $0.segments,
        labels: $0.labels)
    }
    return latest.with(snapshot)
  }

  /// Makes the rows of the latest snapshot in another order; `nil` if there was none yet.
  package func rows(_ sortAndFilter: SortAndFilter) -> TableModel? {
    base.map { makeRows(of: $0, sortAndFilter) }
  }

  private mutating func compare(_ previous: Snapshot, with next: Snapshot) {
    let now = next.timestamp
    let haveSameSegments = next.hasSameSegments(as: previous)
    histories.follow(previous, next, haveSameSegments: haveSameSegments)
    appeared = appeared.filter { now.seconds - $0.value.seconds < Self.markedSeconds }
    gone.removeAll { now.seconds - $0.at.seconds >= Self.markedSeconds }
    guard !haveSameSegments else { return }
    let known = Set(previous.segments.lazy.map(\.identity.id))
    let present = Set(next.segments.lazy.map(\.identity.id))
    for id in present.subtracting(known) { appeared[id] = now }
    gone.removeAll { present.contains($0.segment.identity.id) }
    let latest = previous.segments.lazy.filter { !present.contains($0.identity.id) }
    gone += latest.prefix(Self.mostGone).map { ($0, now) }
    gone.removeFirst(max(0, gone.count - Self.mostGone))
  }

  private func makeRows(of base: Base, _ sortAndFilter: SortAndFilter) -> TableModel {
    var format = FormatOptions(charset: charset, of: base.snapshot)
    format.histories = histories
    format.semaphores = base.semaphores
    let count = base.snapshot.segments.count
    var positions = sortAndFilter.positions(of: base.segments, format, labels: base.labels)
    let goneRows = positions.filter { $0 >= count }
    // Those that are gone are in no group.
    let isBelow = goneRows.count > Self.mostInPlace || sortAndFilter.grouping != nil
    if isBelow || !sortAndFilter.showsGone { positions.removeAll { $0 >= count } }
    let groups = sortAndFilter.grouping.map {
      RowGroup.groups(of: base.segments, at: &positions, sortAndFilter, $0, format)
    }
    if isBelow && sortAndFilter.showsGone { positions += goneRows }
    return TableModel(
      snapshot: base.snapshot, totals: base.totals, unknown: base.unknown,
      sortAndFilter: sortAndFilter,
      segments: base.segments, positions: positions, fresh: Set(appeared.keys),
      groups: groups ?? [], histories: histories, semaphores: base.semaphores, labels: base.labels,
      hidden: Self.hidden(base.snapshot, but: positions),
      undecided: sortAndFilter.filter.undecided(
        among: base.segments, first: count, in: Filter.Scene(format, labels: base.labels)),
      usages: usages,
      shown: positions.count { $0 < count })
  }

  /// The totals of the segments without a row.
  private static func hidden(_ snapshot: Snapshot, but positions: [Int]) -> Totals {
    var isHidden = [Bool](repeating: true, count: snapshot.segments.count)
    for position in positions where position < isHidden.count { isHidden[position] = false }
    return Totals(snapshot.segments, where: isHidden)
  }
}
