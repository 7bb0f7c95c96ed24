private import Glibc

/// The signals of a terminal that stop a program: SIGTSTP, SIGTTIN and SIGTTOU.
package enum StopSignals {
  /// Runs a closure during which these signals to this thread are delayed.
  ///
  /// The C function is `pthread_sigmask`.
  package static func delayed<Value, Failure>(
    _ act: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    for signal in [SIGTSTP, SIGTTIN, SIGTTOU] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try act()
  }
}
