internal import Kernel
package import SharedMemory

/// The histories of the segments that have changed lately, and which are changing now.
///
/// Nothing is kept of the others: there can be a hundred thousand.
///
/// Why: Decisions/79-histories-of-what-changes.md
package struct AllocationHistories: Sendable {
  /// The number of histories that are kept at most.
  package static let most = 20_000

  private var histories: [SegmentID: AllocationHistory] = [:]
  /// The segments whose size, allocation or attachments have changed since the last snapshot.
  private var changing: Set<SegmentID> = []

  package init() {}

  /// Whether no segment has changed lately.
  package var isEmpty: Bool { histories.isEmpty && changing.isEmpty }

  /// The history of a segment; `nil` if its allocation has not changed for a minute.
  package subscript(id: SegmentID) -> AllocationHistory? {
    histories.isEmpty ? nil : histories[id]
  }

  /// Whether its size, allocation or attachments have changed since the last snapshot.
  package func isChanging(_ id: SegmentID) -> Bool {
    !changing.isEmpty && changing.contains(id)
  }

  /// Compares a snapshot with the one before it.
  ///
  /// `haveSameSegments` is what ``Snapshot/hasSameSegments(as:)`` says of both.
  package mutating func follow(
    _ previous: Snapshot, _ next: Snapshot, haveSameSegments: Bool
  ) {
    let seconds = next.timestamp.seconds
    changing = []
    for id in histories.keys { histories[id]?.advance(to: seconds) }
    histories = histories.filter { !$0.value.isFlat }
    if haveSameSegments {
      for (old, new) in zip(previous.segments, next.segments) {
        compare(old, new, previous.timestamp.seconds, seconds)
      }
      return
    }
    var known: [SegmentID: Int] = [:]
    known.reserveCapacity(previous.segments.count)
    for (position, segment) in previous.segments.enumerated() {
      known[segment.identity.id] = position
    }
    var gone = Set(histories.keys)
    for segment in next.segments {
      if !gone.isEmpty { gone.remove(segment.identity.id) }
      if let position = known[segment.identity.id] {
        compare(previous.segments[position], segment, previous.timestamp.seconds, seconds)
      }
    }
    for id in gone { histories[id] = nil }
  }

  private mutating func compare(
    _ old: Segment, _ new: Segment, _ before: Int64, _ now: Int64
  ) {
    let hasOtherAttachments =
      new.attachments != old.attachments && new.attachments != nil && old.attachments != nil
    let isAllocated = new.allocated != old.allocated
    guard isAllocated || new.size != old.size || hasOtherAttachments else { return }
    let id = new.identity.id
    changing.insert(id)
    guard isAllocated, let was = old.allocated, let bytes = new.allocated else { return }
    if histories[id] == nil {
      guard histories.count < Self.most else { return }
      histories[id] = AllocationHistory(of: was, at: before)
    }
    histories[id]?.add(bytes, at: now)
  }
}
