private import Glibc
internal import Kernel

extension Segment {
  /// Completes the segment: its holders, its attachments and the verdict, by one scan.
  ///
  /// It works in place, because copying tens of thousands of segments costs more than applying the
  /// rules.
  mutating func judge(by rules: VerdictRules) {
    setHolders(from: rules.scan)
    verdict = rules.verdict(on: self)
  }

  mutating func setHolders(from scan: HolderScan) {
    originalKey = keyBeforeRemoval(scan)
    creatorCommand = commandOfCreator(scan)
    let found = scan.holders[heldObject] ?? []
    // The segment is newer than the scan, so its holders are unknown.
    if found.isEmpty && isYounger(than: scan) { return }
    var sum: UInt64 = 0
    for holder in found { sum += holder.attachments }
    holders = found
    if kind == .systemV {
      // The kernel counts no attachments. So apparent holders map another segment with this ID,
      // from another IPC namespace or an earlier time.
      if attachments == 0 { holders = [] }
      if let attachments, sum < attachments { possibleHolders = foreignHolders(scan) }
    } else {
      attachments = sum
    }
  }

  private func keyBeforeRemoval(_ scan: HolderScan) -> IPCKey? {
    guard let shmID, isRemoved else { return nil }
    return scan.keys[shmID]
  }

  private func commandOfCreator(_ scan: HolderScan) -> [UInt8]? {
    guard let creatorProcess, let life = scan.living[creatorProcess], !life.command.isEmpty,
      !scan.isReused(life, seenAt: born)
    else { return nil }
    return life.command
  }

  /// Processes that left this IPC namespace with segments attached.
  ///
  /// The kernel counts them, but in their new namespace the ID can be another segment's.
  private func foreignHolders(_ scan: HolderScan) -> [Holder] {
    guard let shmID, let foreign = scan.foreign[shmID] else { return [] }
    let known = isRemoved ? originalKey : key
    let end = wholePages
    return foreign.filter { (known == nil || $0.key == known) && $0.mapped == end }.map(\.holder)
  }

  /// Its size as it is mapped.
  private var wholePages: UInt64 {
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    return size.addingSaturated(page - 1) / page * page
  }

  /// Whether it is known by its name alone and was created after a scan of processes.
  private func isYounger(than scan: HolderScan) -> Bool {
    guard case .posix(_, let file) = identity else { return false }
    if let listed = scan.listed { return !listed.contains(file.inode) }
    return born.map { $0 >= scan.timestamp } ?? false
  }

  /// The object that processes hold when they hold this segment.
  var heldObject: HeldObject {
    switch identity {
    case .systemV(let identity): .systemV(identity.shmID)
    case .posix(_, let file), .unlinked(_, let file): .file(inode: file.inode)
    case .memfd(_, let file): .memfd(device: file.device, inode: file.inode)
    }
  }
}
