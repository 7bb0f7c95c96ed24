internal import Kernel
package import SharedMemory

extension Selector {
  /// The result of looking up a selector in a snapshot.
  package enum Resolution: Hashable, Sendable {
    /// Exactly one segment matches.
    case segment(Segment)
    /// Several segments match.
    case ambiguous([Segment])
    /// A file in `/dev/shm` matches that is not a segment.
    case other(NonSegment)
    /// Nothing matches.
    case nothing
  }

  /// Looks up the segment that the selector refers to.
  ///
  /// A name that no file has now is that of the unlinked segment that had it.
  package func resolve(in index: SegmentIndex) -> Resolution {
    let found: [Segment]
    switch self {
    case .shmID(let shmID): found = index.segments(shmID)
    case .key(let key): found = index.segments(key)
    case .name(let name): found = index.segments(name)
    case .unlinked(let id): found = index.segments(id)
    case .bare(let name, let shmID):
      found = (shmID.map(index.segments) ?? []) + index.segments(name)
    }
    if let resolution = Resolution(found) { return resolution }
    guard let name else { return .nothing }
    if let other = index.other(name) { return .other(other) }
    return Resolution(index.unlinkedSegments(name)) ?? .nothing
  }

  /// The POSIX name that it can refer to; `nil` for selectors of other kinds.
  package var name: ShmName? {
    switch self {
    case .name(let name), .bare(let name, _): name
    case .shmID, .key, .unlinked: nil
    }
  }
}

extension Selector.Resolution {
  /// The segments that match; `nil` if there are none.
  fileprivate init?(_ found: [Segment]) {
    guard let first = found.first else { return nil }
    self = found.count > 1 ? .ambiguous(found) : .segment(first)
  }
}

/// The segments of a snapshot by ID, key and name, so that thousands of selectors resolve quickly.
package struct SegmentIndex: Sendable {
  private let byNumber: [ShmID: [Segment]]
  private let byKey: [IPCKey: [Segment]]
  private let byName: [ShmName: [Segment]]
  private let unlinked: [SegmentID: [Segment]]
  private let byOldName: [ShmName: [Segment]]
  private let others: [ShmName: NonSegment]

  package init(_ snapshot: Snapshot) {
    let systemV = snapshot.segments.filter { $0.kind == .systemV }
    byNumber = Dictionary(grouping: systemV) { $0.shmID ?? ShmID(rawValue: -1) }
    // A removed segment has lost its key, and its name can belong to another segment now.
    byKey = Dictionary(grouping: systemV) { $0.isRemoved ? .private : $0.key ?? .private }
    byName = Dictionary(grouping: snapshot.segments.filter { $0.name != nil && !$0.isRemoved }) {
      $0.name ?? ShmName([])
    }
    let removed = snapshot.segments.filter { $0.isRemoved && $0.name != nil }
    unlinked = Dictionary(
      grouping: removed + snapshot.segments.filter { $0.kind.isUnnamed }
    ) { $0.identity.id }
    // A name that could not be looked up may be that of another segment now.
    byOldName = Dictionary(
      grouping: removed.filter { $0.name.map { snapshot.problem(hiding: $0) == nil } == true }
    ) { $0.name ?? ShmName([]) }
    others = Dictionary(snapshot.others.map { ($0.name, $0) }) { first, _ in first }
  }

  func segments(_ shmID: ShmID) -> [Segment] { byNumber[shmID] ?? [] }

  func segments(_ key: IPCKey) -> [Segment] { byKey[key] ?? [] }

  func segments(_ name: ShmName) -> [Segment] { byName[name] ?? [] }

  func unlinkedSegments(_ name: ShmName) -> [Segment] { byOldName[name] ?? [] }

  func segments(_ id: SegmentID) -> [Segment] { unlinked[id] ?? [] }

  func other(_ name: ShmName) -> NonSegment? { others[name] }
}
