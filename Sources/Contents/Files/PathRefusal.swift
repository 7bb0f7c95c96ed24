package import SystemPackage

/// Why a file or directory outside `/dev/shm` is not read or written for the user.
///
/// Each case has the path of the offending file, which can be a directory above the file asked for.
///
/// Why: Decisions/63-directories-of-others.md
package enum PathRefusal: Error, Hashable, Sendable {
  /// It cannot be opened or created.
  case failed(FilePath, Errno)
  /// It belongs to this user, who is neither the caller nor root.
  case belongs(FilePath, UserID)
  /// Other users may write to it, and so replace what is in it.
  case writable(FilePath)
  /// It is a symbolic link.
  case link(FilePath)
  /// It is a FIFO, a device, a socket or a directory, not a regular file.
  case notRegular(FilePath)
  /// It has other names, and another user may have given it this one.
  case otherNames(FilePath)
  /// It has other bytes than its size says, as files in `/proc` and `/sys` have.
  case sizeUnknown(FilePath)
  /// It is in `/dev/shm`: reading it as a file would move its times, and keep its memory after its removal.
  case isSegment(FilePath)

  /// The same refusal; if it is ``failed(_:_:)``, with the path that the user gave.
  package func named(_ path: FilePath) -> PathRefusal {
    if case .failed(_, let error) = self { .failed(path, error) } else { self }
  }
}
