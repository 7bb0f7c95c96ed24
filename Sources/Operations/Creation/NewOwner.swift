private import Glibc
package import Kernel
package import SystemPackage

/// The owner that a segment gets: a user, and a group unless that stays.
package struct NewOwner: Hashable, Sendable {
  package let user: UserID
  /// The group; `nil` if it stays.
  package let group: GroupID?

  package init(user: UserID, group: GroupID?) {
    self.user = user
    self.group = group
  }

  /// User and group, in place of those that a segment has.
  package func ownership(besides old: Ownership) -> Ownership {
    Ownership(user: user, group: group ?? old.group)
  }

  /// Gives an open file to it.
  ///
  /// The C function is `fchown`.
  func set(on file: FileDescriptor) throws(Errno) {
    let unchanged = UInt32.max
    try syscall { fchown(file.rawValue, user.rawValue, group?.rawValue ?? unchanged) }
  }
}
