private import Glibc

/// Signals that wait while a thread does what they must not interrupt.
package enum DelayedSignals {
  /// The signals of a terminal that stop a program: SIGTSTP, SIGTTIN and SIGTTOU.
  package static let stops = [SIGTSTP, SIGTTIN, SIGTTOU]

  /// The signals that ask a program to end: SIGINT, SIGTERM and SIGHUP.
  package static let ends = [SIGINT, SIGTERM, SIGHUP]

  /// Runs a closure, and blocks these signals in the calling thread meanwhile: they come after it.
  ///
  /// The C function is `pthread_sigmask`.
  package static func perform<Value, Failure>(
    delaying numbers: [Int32], _ act: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try act()
  }
}
