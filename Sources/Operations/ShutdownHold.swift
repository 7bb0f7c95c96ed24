private import CLinux
private import Kernel

/// A hold that delays fatal signals while a segment is removed.
///
/// The handler of a fatal signal waits until the hold ends, for at most one second. The thread that has the
/// hold blocks SIGINT, SIGTERM and SIGHUP: a handler in this thread would wait for itself.
///
/// Why: Decisions/31-removal-and-signals.md
package enum ShutdownHold {
  /// Runs a closure under the hold; returns `false` without running it if the program is ending.
  ///
  /// The closure should take less than a second. Only one thread at a time may call this.
  package static func perform<Failure>(
    _ act: () throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    guard clinux_hold_shutdown() != 0 else { return false }
    defer { clinux_release_shutdown() }
    try DelayedSignals.perform(delaying: DelayedSignals.ends, act)
    return true
  }
}
