private import Glibc
internal import Kernel
internal import SystemPackage

extension Ownership {
  /// Whether the owner is the caller or root.
  var isTrusted: Bool { Self.isTrusted(user) }

  /// Whether a user is the caller or root.
  static func isTrusted(_ user: UserID) -> Bool { [0, geteuid()].contains(user.rawValue) }
}

extension FileStatus {
  /// Whether only the owners of its files may rename and remove them, if it is a directory.
  var isSticky: Bool { mode.rawValue & 0o1000 != 0 }

  /// Whether users other than its owner and root may write to it.
  ///
  /// The caller's private group does not count, unless the file has an access control list, which can name
  /// more users. `open` opens the file to look for the list; if that fails, others may write.
  func isWritableByOthers(_ open: () throws(Errno) -> FileDescriptor) -> Bool {
    if mode.rawValue & 0o002 != 0 { return true }
    guard mode.rawValue & 0o020 != 0 else { return false }
    guard PrivateGroup.isPrivate(owner.group), let file = try? open() else { return true }
    defer { try? file.close() }
    let attributes = try? ExtendedAttribute.all(of: file)
    return attributes?.contains { $0.name == ExtendedAttribute.accessControlList } != false
  }
}

/// The group that many systems create for each user, with no other member.
private enum PrivateGroup {
  /// Whether a group is the caller's private one: it has the caller's name, it is the group of the account,
  /// and no other user is listed in it.
  ///
  /// Root has none: root's group is that of other accounts too on some systems. The C functions are
  /// `getpwuid_r` and `getgrgid_r`.
  static func isPrivate(_ group: GroupID) -> Bool {
    guard geteuid() != 0 else { return false }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 2 * capacity) { buffer -> Bool in
      guard let start = buffer.baseAddress else { return false }
      var (account, entry) = (passwd(), Glibc.group())
      var foundAccount: UnsafeMutablePointer<passwd>?
      var foundGroup: UnsafeMutablePointer<Glibc.group>?
      guard getpwuid_r(geteuid(), &account, start, capacity, &foundAccount) == 0,
        let name = foundAccount?.pointee.pw_name, foundAccount?.pointee.pw_gid == group.rawValue,
        getgrgid_r(group.rawValue, &entry, start + capacity, capacity, &foundGroup) == 0,
        let found = foundGroup?.pointee, strcmp(found.gr_name, name) == 0
      else { return false }
      var member = found.gr_mem
      while let other = member?.pointee {
        if strcmp(other, name) != 0 { return false }
        member = member?.advanced(by: 1)
      }
      return true
    }
  }

  /// A group with a longer entry has many members.
  private static let capacity = 1 << 14
}
