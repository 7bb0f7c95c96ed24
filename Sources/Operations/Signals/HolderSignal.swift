private import Glibc

/// What can be said to a process that holds a segment.
package enum HolderSignal: CaseIterable, Hashable, Sendable {
  /// `SIGTERM`.
  case terminate
  /// `SIGINT`.
  case interrupt
  /// `SIGHUP`.
  case hangUp
  /// `SIGKILL`.
  case kill

  /// Its number for the kernel.
  var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .hangUp: SIGHUP
    case .kill: SIGKILL
    }
  }
}
