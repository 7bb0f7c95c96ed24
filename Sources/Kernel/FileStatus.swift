internal import CLinux
private import Glibc
package import SystemPackage

/// The status of one file; no symbolic link is followed, and the file is not opened.
///
/// The server of a network file system is not asked: one that does not answer would block the program, and
/// any user can mount one below `/dev/shm`. The C function is `statx` with `AT_STATX_DONT_SYNC`; without
/// it, `fstatat`, which knows no time of birth.
package struct FileStatus: Sendable {
  private let raw: clinux_status

  /// The status of the file `name` in an open directory.
  package init(of name: UnsafePointer<CChar>, in directory: FileDescriptor) throws(Errno) {
    var raw = clinux_status()
    try syscall { clinux_status(directory.rawValue, name, &raw) }
    self.raw = raw
  }

  /// The status of the target of the symbolic link `name` in an open directory of `/proc`.
  package init(ofTarget name: UnsafePointer<CChar>, in directory: FileDescriptor) throws(Errno) {
    var raw = clinux_status()
    try syscall { clinux_target_status(directory.rawValue, name, &raw) }
    self.raw = raw
  }

  /// The status of an open file.
  package init(of file: FileDescriptor) throws(Errno) { try self.init(of: "", in: file) }

  /// The type and the permissions, `stx_mode`.
  package var mode: FileMode { FileMode(rawValue: raw.mode) }
  /// The number of its names (hard links).
  package var links: UInt32 { raw.links }
  /// The size in bytes, `stx_size`.
  package var size: UInt64 { raw.size }
  /// Whether it is immutable or append-only, so that even root may not rename or remove it.
  ///
  /// See chattr(1).
  package var isImmutable: Bool { raw.is_immutable != 0 }

  /// Whether it is the root of a mount, so that its name cannot be moved or removed
  /// (`STATX_ATTR_MOUNT_ROOT`).
  package var isMountPoint: Bool { raw.is_mount_point != 0 }

  /// The bytes that the file's blocks occupy: `stx_blocks` times 512.
  package var allocated: UInt64 { raw.blocks.multipliedSaturated(by: 512) }
  package var owner: Ownership {
    Ownership(user: UserID(rawValue: raw.uid), group: GroupID(rawValue: raw.gid))
  }
  package var identity: FileIdentity {
    FileIdentity(
      device: raw.device, inode: raw.inode,
      birth: raw.has_birth == 0
        ? nil : Timestamp(seconds: raw.birth_seconds, nanoseconds: raw.birth_nanoseconds))
  }
  package var access: Timestamp {
    Timestamp(seconds: raw.access_seconds, nanoseconds: raw.access_nanoseconds)
  }
  package var change: Timestamp {
    Timestamp(seconds: raw.change_seconds, nanoseconds: raw.change_nanoseconds)
  }
  package var modify: Timestamp {
    Timestamp(seconds: raw.modify_seconds, nanoseconds: raw.modify_nanoseconds)
  }

  /// Whether nothing of a file has changed since an earlier status of it but, at most, its access time.
  package func isUnchanged(since earlier: FileStatus) -> Bool {
    raw.inode == earlier.raw.inode && raw.size == earlier.raw.size
      && raw.blocks == earlier.raw.blocks
      && raw.change_nanoseconds == earlier.raw.change_nanoseconds
      && raw.change_seconds == earlier.raw.change_seconds
      && raw.modify_nanoseconds == earlier.raw.modify_nanoseconds
      && raw.modify_seconds == earlier.raw.modify_seconds
      && raw.mode == earlier.raw.mode && raw.links == earlier.raw.links
      && raw.uid == earlier.raw.uid && raw.gid == earlier.raw.gid
      && identity == earlier.identity && isMountPoint == earlier.isMountPoint
      && isImmutable == earlier.isImmutable
  }
}
