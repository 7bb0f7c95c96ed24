extension Segment {
  /// Takes who holds it from a look at all processes.
  mutating func take(_ survey: Survey) {
    // Who has made it since the look is not in it: nothing is known then.
    guard kind == .systemV || born.map({ $0 < survey.taken }) ?? true else { return }
    let found = survey.holders[object] ?? []
    holders = found
    // System V was counted by the kernel, which sees every process.
    if kind != .systemV { attachments = found.reduce(0) { $0 + $1.attachments } }
  }

  /// What processes hold when they hold this segment.
  private var object: HeldObject {
    switch identity {
    case .systemV(let identity): .systemV(identity.shmID)
    case .posix(_, let file): .file(inode: file.inode)
    }
  }
}
