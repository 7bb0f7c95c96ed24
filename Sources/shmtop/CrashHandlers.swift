internal import Glibc

/// The signal handlers that Swift's runtime installs before `main`, for a crash on a terminal.
///
/// If memory runs out, a message is written first: see out_of_memory.c in `CLinux`.
///
/// Why: Decisions/65-a-crash-runs-nothing.md, Decisions/103-out-of-memory.md
enum CrashHandlers {
  /// Restores the default actions; signals that are ignored stay ignored.
  static func remove() {
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      var old = sigaction()
      sigaction(number, nil, &old)
      let handler = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self)
      if handler != unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_DFL) }
    }
  }
}
