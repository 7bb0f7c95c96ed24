package import Operations
package import SafeText
package import SharedMemory
internal import Kernel
internal import SystemPackage

extension DisplayText {
  /// Says why a segment was not changed, in one sentence without a full stop.
  package init(_ error: ChangeError, of segment: Segment, _ format: FormatOptions) {
    switch error {
    case .gone: self = "it has been removed"
    case .replaced where segment.kind == .systemV:
      self = "it has changed, or another segment has its ID; nothing was changed"
    case .replaced: self = "another segment has replaced it; nothing was changed"
    case .changed: self = "its size, owner or mode has just changed; nothing was changed"
    case .leased:
      self = "a process has a lease on it, and opening it would send that process a signal"
    case .notPermitted: self = "not permitted: its mode does not let you write to it"
    case .notOwner:
      guard let owner = segment.owner else {
        self = "not permitted: only its owner or root may change it"
        return
      }
      self =
        "not permitted: only \(DisplayText(removersOf: segment, owner.user, format)) may change it"
    case .notGiven: self = "not permitted: only root may give a file to another user"
    case .notLockable:
      self = "only System V segments can be locked; a program that maps it calls mlock(2)"
    case .aboveLockLimit(let limit?):
      self = """
        RLIMIT_MEMLOCK lets you lock \(spelling: limit) altogether, and it has \(spelling: segment.size)
        """
    case .aboveLockLimit(nil): self = "there is not enough memory that can be locked"
    case .fixedSize: self = "the size of a System V segment never changes"
    case .semaphore: self = "it is a semaphore, which has one size"
    case .sealed(let seals):
      let seal: DisplayText = seals.contains(.shrink) ? "F_SEAL_SHRINK" : "F_SEAL_GROW"
      self = "its seals (\(seal)) keep its size: see fcntl(2)"
    case .held:
      self = "in use"
      let holders = segment.holders ?? []
      if !holders.isEmpty {
        append(" by \(Segment.names(of: holders, format))")
      } else if let holder = segment.kernelHolders.first {
        append(" by \(kernelHolder: holder, format)")
      } else {
        append(" by a process that was not seen")
      }
      append(", which would end with SIGBUS at what is cut off")
    case .mayBeHeld:
      self = "a process may hold it"
      for (index, reason) in (segment.verdict?.reasons ?? []).enumerated() {
        append(index == 0 ? ": " : ", ")
        append(reason, format)
      }
    case .failed(.noSpace) where segment.kind == .posix:
      self = "/dev/shm is full; remove a segment, or raise its size (mount -o remount,size=...)"
    case .failed(let error): self = "\(error, format.charset)"
    }
  }
}
