package import SystemPackage

extension FileMode {
  /// The nine permission bits.
  ///
  /// `FileMode.permissions` has three more, which mean something else for a System V segment.
  package var accessPermissions: FilePermissions {
    permissions.intersection(FilePermissions(rawValue: 0o777))
  }

  /// Whether a System V segment is marked to be destroyed after the last detach.
  ///
  /// The C constant is `SHM_DEST`, which `<sys/shm.h>` hides behind a feature macro.
  package var isRemoved: Bool { rawValue & 0o1000 != 0 }

  /// Whether a System V segment is locked in memory.
  ///
  /// The C constant is `SHM_LOCKED`.
  package var isLocked: Bool { rawValue & 0o2000 != 0 }
}
