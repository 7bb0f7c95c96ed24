extension Survey {
  /// Takes in that a process could not be looked at.
  mutating func add(unreadable process: ProcessID, of user: UserID?) {
    processes += 1
    unreadable.updateValue(user, forKey: process)
    living[process] = Life(start: nil, command: [])
  }

  /// Takes in what one process holds.
  ///
  /// A process is to be added after those that started before it.
  mutating func add(_ holdings: ProcessHoldings, started start: Timestamp) {
    processes += 1
    living[holdings.process] = Life(start: start, command: holdings.stat.command)
    if holdings.isUnreadable { unreadable[holdings.process] = holdings.user }
    if let inner = holdings.innerNumber { innerNumbers.insert(inner) }
    var nobody = Holder(
      process: holdings.process, user: holdings.user, command: holdings.stat.command)
    nobody.thread = holdings.thread
    var held: [Mapping.Object: Held] = [:]
    held.reserveCapacity(holdings.mappings.count)
    var last: Mapping?
    for mapping in holdings.mappings {
      held[mapping.object, default: Held(holder: nobody)].add(mapping, after: last)
      last = mapping
    }
    for descriptor in holdings.descriptors {
      held[descriptor.object, default: Held(holder: nobody)].add(descriptor)
    }
    for (object, held) in held {
      switch object {
      case .file(let inode): add(held, holdings, of: .file(inode: inode))
      case .memfd(let device, let inode):
        add(held, holdings, of: .memfd(device: device, inode: inode))
      case .systemV(let shmID, let key) where holdings.isForeign:
        foreign[shmID, default: []].append(
          ForeignHolder(holder: held.holder, key: key, mapped: held.end))
      case .systemV(let shmID, let key):
        keys[shmID] = key
        add(held, holdings, of: .systemV(shmID))
      }
    }
  }

  private mutating func add(_ held: Held, _ holdings: ProcessHoldings, of object: HeldObject) {
    if let path = held.path {
      traces[object, default: Trace(path: path)].mapped = max(
        traces[object]?.mapped ?? 0, held.end)
    }
    if !isShared(holdings, held.holder, of: object) {
      holders[object, default: []].append(held.holder)
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

/// What one process holds of one object.
private struct Held {
  var holder: Holder
  /// The path as the kernel writes it, of files that are in no listing.
  var path: [UInt8]?
  /// The end of what is mapped, in bytes of the file.
  var end: UInt64 = 0

  init(holder: Holder) { self.holder = holder }

  mutating func add(_ mapping: Mapping, after last: Mapping?) {
    // The kernel counts every piece of a System V mapping; others have no count to agree with.
    let isPiece = !mapping.object.isSystemV && last.map(mapping.continues) == true
    holder.attachments += isPiece ? 0 : 1
    if mapping.isWritable { holder.isWritable = true }
    if holder.place == nil { holder.place = .mapping(mapping.addresses) }
    path = path ?? mapping.path
    end = max(end, mapping.offset.addingSaturated(mapping.length))
  }

  mutating func add(_ descriptor: ProcessDescriptors.Found) {
    holder.descriptors += 1
    if descriptor.isWritable { holder.isWritable = true }
    // A descriptor leads to its file with fewer rights than a mapping.
    if holder.descriptors == 1 {
      holder.place = .descriptor(descriptor.number)
      holder.thread = descriptor.thread
    }
    path = path ?? descriptor.path
  }
}
