extension Survey {
  /// Takes in that a process could not be looked at.
  mutating func add(unreadable process: ProcessID) {
    processes += 1
    unreadable.insert(process)
  }

  /// Takes in what one process holds.
  mutating func add(_ holdings: ProcessHoldings, files device: UInt64?) {
    processes += 1
    if holdings.isUnreadable { unreadable.insert(holdings.process) }
    var held: [HeldObject: Holder] = [:]
    let nobody = Holder(
      process: holdings.process, user: holdings.user, command: holdings.stat.command)
    var last: Mapping?
    for mapping in holdings.mappings {
      defer { last = mapping }
      guard let object = mapping.object.held(byForeign: holdings.isForeign) else { continue }
      // The kernel counts every piece of a System V mapping; others have no count to agree with.
      let isPiece =
        last?.object == mapping.object && last?.addresses.upperBound == mapping.addresses.lowerBound
        && !mapping.object.isSystemV
      held[object, default: nobody].attachments += isPiece ? 0 : 1
      if mapping.isWritable { held[object, default: nobody].isWritable = true }
    }
    for descriptor in holdings.descriptors {
      guard let object = descriptor.object.held(byForeign: false) else { continue }
      held[object, default: nobody].descriptors += 1
      if descriptor.isWritable { held[object, default: nobody].isWritable = true }
    }
    for (object, holder) in held where !isShared(holdings, holder, of: object) {
      holders[object, default: []].append(holder)
    }
  }

  /// Whether the process shares the memory of its parent, as between `vfork` and `exec`: then its
  /// mappings are its parent's and count once.
  private func isShared(
    _ holdings: ProcessHoldings, _ holder: Holder, of object: HeldObject
  ) -> Bool {
    guard holder.attachments > 0,
      holders[object]?.contains(where: { $0.process == holdings.stat.parent }) == true
    else { return false }
    return MemorySharing.share(holdings.process, holdings.stat.parent)
  }
}

extension Mapping.Object {
  /// The object as processes of this IPC namespace hold it; `nil` for what is of another.
  func held(byForeign isForeign: Bool) -> HeldObject? {
    switch self {
    case .file(let inode): .file(inode: inode)
    case .memfd(let inode): .memfd(inode: inode)
    case .systemV(let shmID, _): isForeign ? nil : .systemV(shmID)
    }
  }
}
