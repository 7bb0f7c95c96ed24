private import Glibc

extension Segment {
  /// Takes who holds it from a look at all processes.
  mutating func take(_ survey: Survey) {
    originalKey = keyBeforeRemoval(survey)
    creatorCommand = commandOfCreator(survey)
    let found = survey.holders[heldObject] ?? []
    // Who has made it since the look is not in it: nothing is known then.
    if found.isEmpty && isYounger(than: survey) { return }
    var sum: UInt64 = 0
    for holder in found { sum += holder.attachments }
    holders = found
    if kind == .systemV {
      // It was counted by the kernel, which sees every process: who seems to hold what nobody does
      // maps another segment of that number, from another IPC namespace or of another time.
      if attachments == 0 { holders = [] }
      if let attachments, sum < attachments { possibleHolders = foreignHolders(survey) }
    } else {
      attachments = sum
    }
  }

  private func keyBeforeRemoval(_ survey: Survey) -> IPCKey? {
    guard let shmID, isRemoved else { return nil }
    return survey.keys[shmID]
  }

  private func commandOfCreator(_ survey: Survey) -> [UInt8]? {
    guard let creatorProcess, let life = survey.living[creatorProcess], !life.command.isEmpty,
      !survey.isReused(life, seenAt: born)
    else { return nil }
    return life.command
  }

  /// Processes that left this IPC namespace with what they had attached: they are counted, but where
  /// they are now the number can be another segment's.
  private func foreignHolders(_ survey: Survey) -> [Holder] {
    guard let shmID, let foreign = survey.foreign[shmID] else { return [] }
    let known = isRemoved ? originalKey : key
    let end = wholePages
    return foreign.filter { (known == nil || $0.key == known) && $0.mapped == end }.map(\.holder)
  }

  /// Its size as it is mapped.
  private var wholePages: UInt64 {
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    return size.addingSaturated(page - 1) / page * page
  }

  /// Whether it is known by its name alone and was made after a look at processes.
  private func isYounger(than survey: Survey) -> Bool {
    guard case .posix(_, let file) = identity else { return false }
    if let listed = survey.listed { return !listed.contains(file.inode) }
    return born.map { $0 >= survey.taken } ?? false
  }

  /// What processes hold when they hold this segment.
  var heldObject: HeldObject {
    switch identity {
    case .systemV(let identity): .systemV(identity.shmID)
    case .posix(_, let file), .unlinked(_, let file): .file(inode: file.inode)
    case .memfd(_, let file): .memfd(device: file.device, inode: file.inode)
    }
  }
}
