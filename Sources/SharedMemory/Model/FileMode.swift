/// Type, special bits and permissions of a file or a System V segment.
///
/// The C type is `mode_t`.
package struct FileMode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Only the nine permission bits.
  package var permissions: FileMode { FileMode(rawValue: rawValue & 0o777) }

  /// Whether a System V segment is marked to go with its last attachment.
  ///
  /// The C constant is `SHM_DEST`, which `<sys/shm.h>` hides behind a feature macro.
  package var isRemoved: Bool { rawValue & 0o1000 != 0 }

  /// Whether a System V segment is locked in memory.
  ///
  /// The C constant is `SHM_LOCKED`.
  package var isLocked: Bool { rawValue & 0o2000 != 0 }

  /// What kind of file has this mode; `nil` for a type that Linux does not have.
  ///
  /// The C macros are `S_ISREG` and its kin.
  package var fileType: FileType? { FileType(rawValue: rawValue & 0o170000) }
}

/// The types of a file, by the value of `st_mode & S_IFMT`.
package enum FileType: UInt32, Sendable {
  case fifo = 0o010000
  case characterDevice = 0o020000
  case directory = 0o040000
  case blockDevice = 0o060000
  case regular = 0o100000
  case symbolicLink = 0o120000
  case socket = 0o140000
}
