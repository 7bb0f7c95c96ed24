internal import Kernel
package import Operations
package import SafeText
package import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// Says why a segment was not removed, in one sentence without a full stop.
  package init(_ error: RemovalError, of segment: Segment, _ format: FormatOptions) {
    let charset = format.charset
    switch error {
    case .gone: self = "it has already been removed"
    case .replaced where segment.kind == .systemV:
      self = "it has changed, or another segment has its ID; nothing was removed"
    case .replaced: self = "another segment has replaced it; nothing was removed"
    case .displaced(let name, let error):
      self = """
        another segment has replaced it and was moved to /dev/shm\(name: name, charset); \
        moving it back failed: \(error, charset)
        """
    case .held: self = "it is in use now; left alone"
    case .immutable:
      self = """
        not permitted: it or its directory is immutable or append-only; \
        chattr -ia clears that
        """
    case .alreadyRemoved(let attachments):
      self = "already removed; \(DisplayText(memoryFreedAfter: attachments))"
    case .neverNamed:
      self = "it has no name to remove; its memory is freed when its last holder exits"
    case .notPermitted where segment.name?.isNested == true, .directoryNotWritable:
      self = "not permitted: you may not change its directory"
    case .notPermitted:
      guard let owner = segment.owner else {
        self = "not permitted: only its owner or root may remove it"
        return
      }
      self =
        owner.user == format.namespaces.unmappedUser
        ? "not permitted: its owner is not mapped in this user namespace; only root outside it may remove it"
        : "not permitted: only \(DisplayText(removersOf: segment, owner.user, format)) may remove it"
    case .failed(let error): self = "\(error, charset)"
    }
  }

  /// The users who may remove or change a segment: `root`, or `its owner (ann) or root`.
  init(removersOf segment: Segment, _ owner: UserID, _ format: FormatOptions) {
    // The creator of a System V segment may remove it too.
    var users: [(role: DisplayText, user: UserID)] = [("its owner", owner)]
    if let creator = segment.creator?.user, creator != owner {
      users.append(("its creator", creator))
    }
    self.init()
    let others = users.filter { $0.user.rawValue != 0 }
    for (index, (role, user)) in others.enumerated() {
      if index > 0 { append(literal: ", ") }
      append("\(role) (\(user: user, format))")
    }
    append(others.isEmpty ? "root" : " or root")
  }

  /// Says when the memory of a removed segment is freed.
  package init(memoryFreedAfter attachments: UInt64?) {
    switch attachments {
    case nil: self = "its memory is freed when its last holder exits"
    case 1: self = "its memory is freed when its last attachment ends"
    case .some(let count): self = "its memory is freed when its \(count) attachments end"
    }
  }

  /// Appends when the memory of a removed segment is freed.
  package mutating func append(memoryFreedAfter attachments: UInt64?) {
    append(DisplayText(memoryFreedAfter: attachments))
  }
}
