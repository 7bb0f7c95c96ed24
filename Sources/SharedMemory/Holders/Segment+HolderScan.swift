private import Glibc
internal import Kernel

extension Segment {
  /// Sets the segment's holders and attachments from a scan.
  ///
  /// It works in place: copying tens of thousands of segments takes longer than applying the rules.
  mutating func setHolders(from scan: HolderScan) {
    originalKey = keyBeforeRemoval(scan)
    creatorCommand = commandOfCreator(scan)
    var found = scan.holders[heldObject] ?? []
    if let known = scan.holdersByPath(of: self) { add(known, to: &found) }
    // The segment is newer than the scan, so its holders are unknown.
    if found.isEmpty && isYounger(than: scan) { return }
    var sum: UInt64 = 0
    for holder in found { sum += holder.attachments }
    holders = found
    if kind == .systemV {
      // The kernel counts no attachments. So the processes that were found map another segment that
      // has the same ID in another IPC namespace, or had it earlier.
      if attachments == 0 { holders = [] }
      if let attachments, sum < attachments { possibleHolders = foreignHolders(scan) }
    } else {
      // No attachment found is not the same as none. The kernel may still say that there is none.
      attachments = sum == 0 && !scan.isComplete ? nil : sum
    }
  }

  private mutating func add(_ known: PathHolders, to found: inout [Holder]) {
    kernelHolders = known.mounts
    possibleKernelHolders = known.possibleKernelHolders
    possibleHolders = known.possibleProcesses.filter { possible in
      !found.contains { $0.process == possible.process }
    }
    for holder in known.processes {
      if let index = found.firstIndex(where: { $0.process == holder.process }) {
        found[index].registrations = holder.registrations
      } else {
        found.append(holder)
      }
    }
  }

  private func keyBeforeRemoval(_ scan: HolderScan) -> IPCKey? {
    guard let shmID, isRemoved else { return nil }
    return scan.keys[shmID]
  }

  private func commandOfCreator(_ scan: HolderScan) -> [UInt8]? {
    guard let creatorProcess, let running = scan.living[creatorProcess], !running.command.isEmpty,
      !scan.startedAfter(running, birth)
    else { return nil }
    return running.command
  }

  /// Processes that may have left this IPC namespace with the segment attached.
  ///
  /// The kernel counts their attachments. But in their new namespace, another segment can have the
  /// ID, so key and size are compared too.
  private func foreignHolders(_ scan: HolderScan) -> [Holder] {
    guard let shmID, let foreign = scan.foreign[shmID] else { return [] }
    let known = isRemoved ? originalKey : key
    let end = wholePages
    return foreign.filter { (known == nil || $0.key == known) && $0.mapped == end }.map(\.holder)
  }

  /// Its size in bytes, rounded up to whole pages, as it is mapped.
  private var wholePages: UInt64 {
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    return size.addingSaturated(page - 1) / page * page
  }

  /// Whether it is a file with a name that was created after the scan.
  private func isYounger(than scan: HolderScan) -> Bool {
    guard case .posix(_, let file) = identity else { return false }
    if let listed = scan.listed { return !listed.contains(file.inode) }
    return birth.map { $0 >= scan.timestamp } ?? false
  }

  /// The object that stands for this segment in a ``HolderScan``.
  package var heldObject: HeldObject {
    switch identity {
    case .systemV(let identity): .systemV(identity.shmID)
    case .posix(_, let file), .unlinked(_, let file): .file(inode: file.inode)
    case .memfd(_, let file): .memfd(device: file.device, inode: file.inode)
    }
  }
}
