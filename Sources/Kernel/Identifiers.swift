package import SystemPackage

/// The ID of a System V segment (`shmid`), unique within one IPC namespace at any one time.
///
/// The C type is `int`, as `shmget` returns it.
package struct ShmID: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static func < (left: ShmID, right: ShmID) -> Bool { left.rawValue < right.rawValue }
}

/// The key under which programs find a System V segment; 0 is `IPC_PRIVATE`, which finds no
/// segment.
///
/// The C type is `key_t`, a signed integer that is usually written as unsigned hexadecimal.
package struct IPCKey: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The key of a segment that cannot be found by a key.
  ///
  /// The C constant is `IPC_PRIVATE`.
  package static let `private` = IPCKey(rawValue: 0)
}

/// A process ID, in the PID namespace of this program.
///
/// The C type is `pid_t`.
package struct ProcessID: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// The number that the kernel writes if a segment's process is unknown or in another PID
  /// namespace.
  package static let none = ProcessID(rawValue: 0)
}

/// The user and the group that own or created something.
package struct Ownership: Hashable, Sendable {
  package let user: UserID
  package let group: GroupID

  package init(user: UserID, group: GroupID) {
    self.user = user
    self.group = group
  }
}

/// One file on one mounted file system, whatever its current name.
///
/// On tmpfs an inode number is not reused, and the birth time survives a rename.
package struct FileIdentity: Hashable, Sendable {
  /// The file system, as `st_dev`.
  package let device: UInt64
  /// The inode number, as `st_ino`.
  package let inode: UInt64
  /// When the file was created, as `stx_btime`; `nil` if the file system does not say.
  package let birth: Timestamp?

  package init(device: UInt64, inode: UInt64, birth: Timestamp?) {
    self.device = device
    self.inode = inode
    self.birth = birth
  }
}
