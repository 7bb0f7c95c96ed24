internal import Contents
package import SystemPackage

/// Why a segment was not changed.
package enum ChangeError: Error, Hashable, Sendable {
  /// It no longer exists.
  case gone
  /// Another segment has its name or ID now, or it changed after it was selected.
  case replaced
  /// A process has a lease on its file; an open would send that process a signal.
  case leased
  /// This user may not make the change.
  case notPermitted
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
