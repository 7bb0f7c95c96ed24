package import Contents
package import SystemPackage

/// Why a segment was not saved.
package enum BackupError: Error, Hashable, Sendable {
  /// A file or directory of the copy could not be written.
  case unwritable(FilePath, Errno)
  /// The segment's bytes could not be read.
  case unreadable(ContentsError)
  /// The segment's size has changed since it was selected.
  case resized
  /// The segment became smaller while it was copied.
  case shrank
  /// The caller stopped the copy.
  case interrupted
}
