package import Contents
package import SystemPackage

/// Why a segment was not saved.
package enum BackupError: Error, Hashable, Sendable {
  /// A file or directory of the copy could not be written.
  case unwritable(FilePath, Errno)
  /// A directory is not used, because another user controls it.
  case refused(PathRefusal)
  /// The directory is in `/dev/shm`, so a copy would take the memory that the removal frees.
  case inSharedMemory(FilePath)
  /// The segment's bytes could not be read.
  case unreadable(ContentsError)
  /// The segment's size has changed since it was selected.
  case resized
  /// The segment became smaller while it was copied.
  case shrank
  /// The caller stopped the copy.
  case interrupted

  init(_ refusal: PathRefusal) {
    self =
      switch refusal {
      case .failed(let path, let error): .unwritable(path, error)
      default: .refused(refusal)
      }
  }
}
