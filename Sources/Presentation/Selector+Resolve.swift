package import SharedMemory

extension Selector {
  /// What a selector means in a snapshot.
  package enum Meaning: Hashable, Sendable {
    case segment(Segment)
    /// It could mean two segments; nobody guesses.
    case ambiguous([Segment])
    /// Something in `/dev/shm` that is no segment.
    case other(OtherFile)
    case nothing
  }

  /// Finds what the selector means.
  package func meaning(in snapshot: Snapshot) -> Meaning {
    let found = snapshot.segments.filter(matches)
    if found.count > 1 { return .ambiguous(found) }
    if let segment = found.first { return .segment(segment) }
    let other = snapshot.others.first { $0.name == name }
    return other.map { .other($0) } ?? .nothing
  }

  private var name: ShmName? {
    switch self {
    case .name(let name), .bare(let name, _): name
    case .shmID, .key: nil
    }
  }

  private func matches(_ segment: Segment) -> Bool {
    switch self {
    case .shmID(let shmID): segment.shmID == shmID
    case .key(let key): segment.key == key
    case .name(let name): segment.name == name
    case .bare(let name, let shmID):
      segment.name == name || (shmID != nil && segment.shmID == shmID)
    }
  }
}
