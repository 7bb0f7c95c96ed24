internal import Kernel
package import SharedMemory

extension Selector {
  /// What a selector means in a snapshot.
  package enum Resolution: Hashable, Sendable {
    case segment(Segment)
    /// It could mean several segments.
    case ambiguous([Segment])
    /// Something in `/dev/shm` that is no segment.
    case other(NonSegment)
    case nothing
  }

  /// Finds what the selector means.
  package func meaning(in index: SegmentIndex) -> Resolution {
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

  /// The name that it can mean.
  package var name: ShmName? {
    switch self {
    case .name(let name), .bare(let name, _): name
    case .shmID, .key, .unlinked: nil
    }
  }
}

/// The segments of a snapshot by what they are called, so that thousands can be looked up.
package struct SegmentIndex: Sendable {
  private let byNumber: [ShmID: [Segment]]
  private let byKey: [IPCKey: [Segment]]
  private let byName: [ShmName: [Segment]]
  private let unlinked: [SegmentID: [Segment]]
  private let others: [ShmName: NonSegment]

  package init(_ snapshot: Snapshot) {
    let systemV = snapshot.segments.filter { $0.kind == .systemV }
    byNumber = Dictionary(grouping: systemV) { $0.shmID ?? ShmID(rawValue: -1) }
    // What is removed has lost its key, and its name can be another segment's.
    byKey = Dictionary(grouping: systemV) { $0.isRemoved ? .private : $0.key ?? .private }
    byName = Dictionary(grouping: snapshot.segments.filter { $0.name != nil && !$0.isRemoved }) {
      $0.name ?? ShmName([])
    }
    unlinked = Dictionary(
      grouping: snapshot.segments.filter { $0.kind == .memfd || ($0.isRemoved && $0.name != nil) }
    ) { $0.identity.id }
    others = Dictionary(snapshot.others.map { ($0.name, $0) }) { first, _ in first }
  }

  func segments(_ shmID: ShmID) -> [Segment] { byNumber[shmID] ?? [] }

  func segments(_ key: IPCKey) -> [Segment] { byKey[key] ?? [] }

  func segments(_ name: ShmName) -> [Segment] { byName[name] ?? [] }

  func segments(_ id: SegmentID) -> [Segment] { unlinked[id] ?? [] }

  func other(_ name: ShmName) -> NonSegment? { others[name] }
}
