package import SharedMemory
package import SystemPackage

/// Why a segment was not removed.
package enum RemovalError: Error, Hashable, Sendable {
  /// It no longer exists.
  case gone
  /// Another segment has its name or ID now, or it changed after it was selected.
  case replaced
  /// Another file had its name and was moved aside, but then a third file took the name.
  ///
  /// So the second file could not be put back. It is now under this name below `/dev/shm`.
  case displaced(to: ShmName, Errno)
  /// It was already removed; the memory is freed with the last of these attachments.
  ///
  /// Their number is `nil` if unknown.
  case alreadyRemoved(attachments: UInt64?)
  /// It never had a name: the memory is freed with its last holder.
  case neverNamed
  /// Only its owner or root may remove it: `/dev/shm` is sticky, and System V has the same rule.
  case notPermitted
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
