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
    if found.count > 1 { return .ambiguous(found) }
    if let segment = found.first { return .segment(segment) }
    return name.flatMap(index.other).map { .other($0) } ?? .nothing
  }

  /// The POSIX name that it can refer to; `nil` for selectors of other kinds.
  package var name: ShmName? {
    switch self {
    case .name(let name), .bare(let name, _): name
    case .shmID, .key, .unlinked: nil
    }
  }
}

/// The segments of a snapshot by ID, key and name, so that thousands of selectors resolve quickly.
package struct SegmentIndex: Sendable {
  private let byNumber: [ShmID: [Segment]]
  private let byKey: [IPCKey: [Segment]]
  private let byName: [ShmName: [Segment]]
  private let unlinked: [SegmentID: [Segment]]
  private let others: [ShmName: NonSegment]

  package init(_ snapshot: Snapshot) {
    let systemV = snapshot.segments.filter { $0.kind == .systemV }
    byNumber = Dictionary(grouping: systemV) { $0.shmID ?? ShmID(rawValue: -1) }
    // A removed segment has lost its key, and its name can belong to another segment now.
    byKey = Dictionary(grouping: systemV) { $0.isRemoved ? .private : $0.key ?? .private }
    byName = Dictionary(grouping: snapshot.segments.filter { $0.name != nil && !$0.isRemoved }) {
      $0.name ?? ShmName([])
    }
    unlinked = Dictionary(
      grouping: snapshot.segments.filter { $0.kind.isUnnamed || ($0.isRemoved && $0.name != nil) }
    ) { $0.identity.id }
    others = Dictionary(snapshot.others.map { ($0.name, $0) }) { first, _ in first }
  }

  func segments(_ shmID: ShmID) -> [Segment] { byNumber[shmID] ?? [] }

  func segments(_ key: IPCKey) -> [Segment] { byKey[key] ?? [] }

  func segments(_ name: ShmName) -> [Segment] { byName[name] ?? [] }

  func segments(_ id: SegmentID) -> [Segment] { unlinked[id] ?? [] }

  func other(_ name: ShmName) -> NonSegment? { others[name] }
}
