package import SharedMemory
package import SystemPackage

/// Why a segment was not removed.
package enum RemovalError: Error, Hashable, Sendable {
  /// It no longer exists.
  case gone
  /// Another segment has its name or ID now, or it changed after it was selected.
  case replaced
  /// Another file had its name, was moved aside, and could not be moved back.
  ///
  /// Mostly because a third file had taken the name by then. The second file is now at this path below
  /// `/dev/shm`.
  case displaced(to: ShmName, Errno)
  /// It was already removed, and its attachments keep the memory; `nil` if they are not counted.
  case alreadyRemoved(attachments: UInt64?)
  /// It is a memfd, which never has a name: the memory is freed with its last holder.
  case neverNamed
  /// It was to be removed only if nothing holds it, but it is held: a bulk removal.
  case held
  /// Only its owner or root may remove it: `/dev/shm` is sticky, and System V has a similar rule, for owner
  /// and creator.
  case notPermitted
  /// This user may not change its directory.
  case directoryNotWritable
  /// It or its directory is immutable or append-only: see chattr(1).
  case immutable
  /// Any other error.
  case failed(Errno)

  init(_ error: Errno) {
    switch error {
    case .noSuchFileOrDirectory, .identifierRemoved, .invalidArgument: self = .gone
    case .notPermitted, .permissionDenied: self = .notPermitted
    default: self = .failed(error)
    }
  }
}

extension Segment {
  /// The error that its removal throws because it has no name; `nil` if it has one.
  package var noNameError: RemovalError? {
    guard !hasName else { return nil }
    return isRemoved
      ? .alreadyRemoved(attachments: shmID == nil ? nil : attachments ?? 0) : .neverNamed
  }
}
