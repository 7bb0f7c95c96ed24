package import Contents
internal import Kernel
package import SafeText
package import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// Says why a segment's bytes are not shown, in one sentence without a full stop.
  package init(_ error: ContentsError, in charset: Charset) {
    switch error {
    case .hasSideEffects(let cost): self = cost.text
    case .wouldDestroy:
      self = """
        reading would destroy it: kernel.shm_rmid_forced is on and no process has it attached
        """
    case .gone: self = "it has been removed"
    case .replaced: self = "another segment has replaced it"
    case .notPermitted: self = "not permitted: its mode does not let you read it"
    case .leased:
      self = "a process has a lease on it, and opening it would send that process a signal"
    case .wentToSwap:
      self = "part of it was swapped out, and cannot be told from holes"
    case .failed(let error): self = "\(error, charset)"
    }
  }

  /// Says why the bytes of this segment are not shown; if its mode refuses, with the mode.
  package init(_ error: ContentsError, of segment: Segment, _ format: FormatOptions) {
    self.init(error, in: format.charset)
    // What has no name is opened through a process, whose permissions count too.
    guard error == .notPermitted, segment.kind == .systemV || segment.hasName,
      segment.name?.isNested != true, let permissions = segment.permissions
    else { return }
    self = "not permitted: its mode "
    append(permissions)
    guard let readers = DisplayText(readersOf: segment, permissions, format) else {
      append(" does not let you read it")
      return
    }
    append(" lets only \(readers) read it")
  }

  /// The users who may read a segment: `ann and root`; `nil` if they are not known.
  ///
  /// A list of users and groups in an ACL allows at most what the bits of the group allow.
  private init?(
    readersOf segment: Segment, _ permissions: FilePermissions, _ format: FormatOptions
  ) {
    guard permissions.isDisjoint(with: [.groupRead, .otherRead]), let owner = segment.owner else {
      return nil
    }
    var users = permissions.contains(.ownerRead) ? [owner.user] : []
    // The creator of a System V segment has the permissions of its owner.
    if !users.isEmpty, let creator = segment.creator?.user, creator != owner.user {
      users.append(creator)
    }
    users.removeAll { $0.rawValue == 0 }
    guard !users.contains(where: { $0 == format.namespaces.unmappedUser }) else { return nil }
    self.init()
    for (index, user) in users.enumerated() {
      append(literal: index > 0 ? ", " : "")
      append("\(user: user, format)")
    }
    append(users.isEmpty ? "root" : " and root")
  }
}
