package import SharedMemory
package import SystemPackage

/// Why a segment was not removed.
package enum RemovalError: Error, Hashable, Sendable {
  /// It is there no more.
  case gone
  /// Another segment has its name or number now, or it changed since it was chosen.
  case replaced
  /// Another segment has its name now; that one was moved aside, and when it was to be put back a third
  /// had taken the name. So it lies under this name below `/dev/shm`.
  case displaced(to: ShmName, Errno)
  /// Its name is gone already; the memory goes with the last of so many attachments, `nil` if
  /// unknown.
  case alreadyRemoved(attachments: UInt64?)
  /// It never had a name: the memory goes with its last holder.
  case neverNamed
  /// Only its owner or root may: `/dev/shm` is sticky, and so is System V by its nature.
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
