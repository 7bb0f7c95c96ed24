internal import Contents
package import Kernel
package import SystemPackage

/// Why a segment was not changed.
package enum ChangeError: Error, Hashable, Sendable {
  /// It no longer exists.
  case gone
  /// Another segment has its name or ID now, or it changed after it was selected.
  case replaced
  /// Its size, owner or mode is not the one that was seen.
  case changed
  /// A process has a lease on its file; an open would send that process a signal.
  case leased
  /// The mode does not let this user do it.
  case notPermitted
  /// Only its owner, the creator of a System V segment and root may do it.
  case notOwner
  /// Only root may give a file to another user.
  case notGiven
  /// It is a file, and only System V segments can be locked.
  case notLockable
  /// This user may lock only so many bytes altogether; `nil` if the limit is not known.
  case aboveLockLimit(UInt64?)
  /// The size of a System V segment never changes.
  case fixedSize
  /// It is a semaphore, and would no longer be one with another size.
  case semaphore
  /// A seal forbids it.
  case sealed(FileSeals)
  /// It would become smaller, and it is held.
  case held
  /// It would become smaller, and it is not known that nothing holds it.
  case mayBeHeld
  /// Any other error.
  case failed(Errno)

  package init(_ error: Errno) {
    switch error {
    case .noSuchFileOrDirectory, .identifierRemoved, .invalidArgument: self = .gone
    case .tooManySymbolicLinkLevels, .notDirectory: self = .replaced
    case .notPermitted, .permissionDenied: self = .notPermitted
    default: self = .failed(error)
    }
  }

  init(_ error: ContentsError) {
    switch error {
    case .gone: self = .gone
    case .replaced: self = .replaced
    case .leased: self = .leased
    case .notPermitted: self = .notPermitted
    case .failed(let error): self = .failed(error)
    // Only reading has side effects that could be refused.
    case .hasSideEffects, .wouldDestroy, .wentToSwap: self = .failed(.notSupported)
    }
  }
}
