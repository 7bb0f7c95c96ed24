private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// A change of the owner or the mode of a segment.
///
/// Why: Decisions/95-changes-of-a-segment.md
package struct AccessChange: Hashable, Sendable {
  /// The new owner; `nil` if it stays.
  package let owner: NewOwner?
  /// The new permission bits; `nil` if they stay.
  package let permissions: FilePermissions?

  package init(owner: NewOwner?, permissions: FilePermissions?) {
    self.owner = owner
    self.permissions = permissions
  }

  /// The owner of a segment and its permissions, for a file with the set-ID and sticky bits.
  package struct Access: Hashable, Sendable {
    package let owner: Ownership
    package let permissions: FilePermissions

    init(owner: Ownership, permissions: FilePermissions) {
      self.owner = owner
      self.permissions = permissions
    }

    /// Those of a segment when it was last read; `nil` if this user may not read them.
    package init?(of segment: Segment) {
      guard let owner = segment.owner, let permissions = segment.permissions else { return nil }
      self.init(owner: owner, permissions: permissions)
    }
  }

  /// What is so after the change.
  package func access(after before: Access) -> Access {
    Access(
      owner: owner?.ownership(besides: before.owner) ?? before.owner,
      permissions: permissions ?? before.permissions)
  }

  /// Makes the change, and returns what was so before and is so now.
  ///
  /// A segment that is open or attached stays so for its holders. The C functions are `chmod` and `fchownat`
  /// on the file that was found, and `shmctl(IPC_SET)`.
  package func make(
    on target: ChangeTarget, of segment: Segment
  ) throws(ChangeError) -> (before: Access, after: Access) {
    switch target {
    case .file(let file):
      let before = try file.access()
      // Whose access changes depends on what is so now.
      if let seen = Access(of: segment), seen != before { throw .changed }
      try change(file, before)
      return (before, try file.access())
    case .systemV(let shmID, let mode, _):
      // The whole identity was compared, so this is its owner still.
      guard let old = segment.owner else { throw .replaced }
      let before = Access(owner: old, permissions: mode.accessPermissions)
      let after = access(after: before)
      try attempt { () throws(Errno) in
        try SysVShm.set(
          shmID, owner: after.owner, mode: FileMode(rawValue: after.permissions.rawValue))
      }
      return (before, after)
    }
  }

  /// Changes a file in an order in which no user has more access than before or afterwards.
  private func change(_ file: ChangeableFile, _ before: Access) throws(ChangeError) {
    if let owner {
      let least = permissions.map(before.permissions.intersection) ?? before.permissions
      if least != before.permissions {
        try attempt { () throws(Errno) in try file.setPermissions(least) }
      }
      do throws(Errno) { try file.setOwner(owner) } catch {
        if least != before.permissions { try? file.setPermissions(before.permissions) }
        throw error == .notPermitted ? .notGiven : ChangeError(error)
      }
    }
    if let permissions {
      try attempt { () throws(Errno) in try file.setPermissions(permissions) }
    }
  }

  /// Here `EINVAL` means an owner that does not exist in this user namespace.
  private func attempt(_ body: () throws(Errno) -> Void) throws(ChangeError) {
    do throws(Errno) { try body() } catch {
      switch error {
      case .notPermitted: throw .notOwner
      case .invalidArgument: throw .failed(error)
      default: throw ChangeError(error)
      }
    }
  }
}

extension ChangeableFile {
  fileprivate func access() throws(ChangeError) -> AccessChange.Access {
    let status = try status()
    return AccessChange.Access(owner: status.owner, permissions: status.mode.permissions)
  }

  fileprivate func setPermissions(_ permissions: FilePermissions) throws(Errno) {
    try syscall { chmod(path.string, permissions.rawValue) }
  }

  fileprivate func setOwner(_ owner: NewOwner) throws(Errno) {
    let unchanged = UInt32.max
    try syscall { chown(path.string, owner.user.rawValue, owner.group?.rawValue ?? unchanged) }
  }
}
