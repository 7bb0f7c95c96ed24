internal import Kernel

extension HolderScan {
  /// Takes in who has locks on files of `/dev/shm`: a lock wants a descriptor, also where that could
  /// not be seen.
  mutating func add(_ locks: FileLocks, named name: (ProcessID) -> Holder?) {
    for lock in locks.locks where lock.device == filesDevice {
      let object = HeldObject.file(inode: lock.inode)
      let known = holders[object] ?? []
      guard let process = lock.process, living[process] != nil, var holder = name(process) else {
        // One of nobody in particular, or of a process that left the open file to another.
        if known.isEmpty { lockedByUnseen.insert(object) }
        continue
      }
      // A process that was read and does not hold the file has passed the lock on to one that does.
      guard known.isEmpty || unreadable[process] != nil,
        !known.contains(where: { $0.process == process })
      else { continue }
      holder.descriptors = 1
      holder.isWritable = lock.isForWriting
      holders[object, default: []].append(holder)
    }
  }
}
