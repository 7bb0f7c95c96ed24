internal import Kernel
package import Operations
package import SafeText
internal import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// Says why a segment was not created, in one sentence without a full stop.
  package init(_ refusal: Creation.Refusal, of request: Creation.Request, in charset: Charset) {
    let reason: DisplayText
    switch refusal {
    case .nameTaken: reason = DisplayText(taken: request.name, in: charset)
    case .halfMade(let shmID): reason = DisplayText(halfMade: shmID, by: "create", in: charset)
    case .wouldBeDestroyed: reason = Self.destroyedAtOnce
    case .noSpace(let free?):
      reason = """
        it needs \(spelling: request.size), and \(spelling: free) of /dev/shm are free
        """
    case .noSpace(nil): reason = "/dev/shm has no room for it"
    case .owner(let error): reason = "it cannot be given to that owner: \(error, charset)"
    case .interrupted: reason = "interrupted"
    case .unreadable(let error): reason = "the file cannot be read: \(error, charset)"
    case .failed(let error):
      switch request.name {
      case .posix: reason = "\(error, charset)"
      case .systemV: reason = DisplayText(shmget: error, request, charset)
      }
    }
    self = "not created: \(reason)"
  }

  /// Says that a name or key is taken.
  init(taken name: SegmentMetadata.Name, in charset: Charset) {
    switch name {
    case .posix(let name): self = "\(name: name, charset) already exists and was not changed"
    case .systemV(let key):
      self = "a segment with key \(key: key) already exists and was not changed"
    }
  }

  /// Says that a key is taken by a segment that this command seems to have left.
  init(halfMade shmID: ShmID, by command: DisplayText, in charset: Charset) {
    self = """
      a segment with its key has mode 0000 and no attachments, as a killed \(command) leaves one; \
      'shmtop rm \(DisplayText(.systemV(shmID), in: charset))' removes it
      """
  }

  /// Says that the kernel would not keep a new System V segment.
  static let destroyedAtOnce: DisplayText =
    "kernel.shm_rmid_forced is on, so it would be destroyed at once"

  /// Says what an error of `shmget` means: see shmget(2).
  private init(shmget error: Errno, _ request: Creation.Request, _ charset: Charset) {
    if let page = request.hugePage {
      switch error {
      case .notPermitted:
        self = """
          huge pages are only for CAP_IPC_LOCK, and for the group in vm.hugetlb_shm_group
          """
        return
      case .noMemory:
        self = "not enough huge pages of \(spelling: page) are free: see vm.nr_hugepages"
        return
      case .invalidArgument:
        self = """
          this kernel has no huge pages of \(spelling: page), or the size is above SHMMAX
          """
        return
      default: break
      }
    }
    switch error {
    case .invalidArgument: self = "its size is above SHMMAX; 'shmtop summary' lists the limits"
    case .noSpace:
      self =
        "all segments of SHMMNI, or all pages of SHMALL, are in use; 'shmtop summary' lists them"
    default: self = "\(error, charset)"
    }
  }

  /// Warns that a file can need more memory than there is.
  package init(missing: UInt64, aboveFree free: UInt64) {
    self = """
      it may need \(spelling: missing) more, but /dev/shm has \(spelling: free) free: a program that \
      writes beyond that is killed by SIGBUS
      """
  }

  /// Says which segment was to be made, before it has an ID: `posix:/x`, `key:0x0052e2c1` or `sysv`.
  package init(wanted name: SegmentMetadata.Name, in charset: Charset) {
    switch name {
    case .posix(let name): self = "posix:\(name: name, charset)"
    case .systemV(.private): self = "sysv"
    case .systemV(let key): self = "key:\(key: key)"
    }
  }
}
