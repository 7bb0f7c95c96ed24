private import Glibc

extension Segment {
  /// Takes who holds it from a look at all processes.
  mutating func take(_ survey: Survey) {
    // As a closure on `shmID`, this crashes the optimiser of Swift 6.3.1.
    if isRemoved, let shmID { originalKey = survey.keys[shmID] }
    if let creatorProcess, let life = survey.living[creatorProcess], !life.command.isEmpty,
      !survey.isReused(life, seenAt: born)
    {
      creatorCommand = life.command
    }
    // Who has made it since the look is not in it: nothing is known then.
    guard !isListed || born.map({ $0 < survey.taken }) ?? true else { return }
    let found = survey.holders[heldObject] ?? []
    holders = found
    // System V was counted by the kernel, which sees every process.
    if kind == .systemV {
      takePossibleHolders(survey, found: found.reduce(0) { $0 + $1.attachments })
    } else {
      attachments = found.reduce(0) { $0 + $1.attachments }
    }
  }

  /// A process that left this IPC namespace keeps what it has attached, and is counted, but there
  /// the number can be another segment's.
  private mutating func takePossibleHolders(_ survey: Survey, found: UInt64) {
    guard let shmID, let foreign = survey.foreign[shmID], found < attachments ?? 0 else { return }
    let known = isRemoved ? originalKey : key
    possibleHolders =
      foreign
      .filter { (known == nil || $0.key == known) && $0.mapped == wholePages }
      .map(\.holder)
  }

  /// Its size as it is mapped.
  private var wholePages: UInt64 {
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    return size.addingSaturated(page - 1) / page * page
  }

  /// Whether a directory or a table says that it is there, and not its holders alone.
  private var isListed: Bool {
    switch identity {
    case .posix: true
    // Its holders are counted by the kernel, and who is missing is said.
    case .systemV, .unlinked, .memfd: false
    }
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
