internal import Kernel
internal import SystemPackage

extension HolderScan {
  /// Takes in that a process could not be looked at.
  mutating func add(unreadable process: ProcessID, of user: UserID?) {
    processes += 1
    unreadable.updateValue(user, forKey: process)
    living[process] = RunningProcess(start: nil, command: [])
  }

  /// Takes in what one process holds.
  ///
  /// A process is to be added after those that started before it.
  mutating func add(_ holdings: ProcessScan) {
    processes += 1
    living[holdings.process] = RunningProcess(
      start: holdings.start.moment, command: holdings.stat.command)
    if holdings.isUnreadable { unreadable[holdings.process] = holdings.user }
    if let inner = holdings.innerNumber { innerNumbers.insert(inner) }
    for (object, held) in holdings.held {
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

  private mutating func add(_ held: HeldTally, _ holdings: ProcessScan, of object: HeldObject) {
    if let path = held.path {
      traces[object, default: Trace(path: path)].mapped = max(
        traces[object]?.mapped ?? 0, held.end)
    }
    var holder = held.holder
    // Its mappings are counted as its parent's, but it keeps them when that exits.
    if isShared(holdings, holder, of: object) { holder.attachments = 0 }
    holders[object, default: []].append(holder)
  }

  /// Whether the process shares the memory of its parent, as between `vfork` and `exec`: then its
  /// mappings are its parent's and count once.
  private func isShared(
    _ holdings: ProcessScan, _ holder: Holder, of object: HeldObject
  ) -> Bool {
    guard holder.attachments > 0,
      holders[object]?.contains(where: { $0.process == holdings.stat.parent }) == true
    else { return false }
    return Kcmp.shareMemory(holdings.process, holdings.stat.parent)
  }
}
