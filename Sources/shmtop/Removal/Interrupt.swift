internal import Glibc
internal import Kernel
internal import Synchronization

/// Signals that ask the program to stop after the current segment.
///
/// Why: Decisions/31-removal-and-signals.md
enum Interrupt {
  private static let flag = Atomic<Bool>(false)

  /// Whether such a signal has arrived.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Asks the program to stop without a signal.
  static func request() { flag.store(true, ordering: .relaxed) }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// From now on the first SIGINT, SIGTERM or SIGHUP only sets the request.
  ///
  /// The same signal once more ends the program, which can wait for a disk that does not answer.
  static func listen() {
    // Initialises the flag, because the signal handler must not be the first to access it.
    flag.store(false, ordering: .relaxed)
    var action = sigaction()
    // Without SA_RESTART, so that a signal also ends a wait for input.
    action.sa_flags = Int32(bitPattern: SA_RESETHAND)
    action.__sigaction_handler.sa_handler = { _ in
      Interrupt.flag.store(true, ordering: .relaxed)
    }
    for number in DelayedSignals.ends {
      var old = sigaction()
      sigaction(number, &action, &old)
      // A signal that was set to be ignored, for example by 'nohup', stays ignored.
      if isIgnored(old) { sigaction(number, &old, nil) }
    }
  }

  /// Waits until standard input can be read; returns `false` if the program is asked to stop first.
  ///
  /// `read` alone would not do: a signal just before it would be missed, and `readLine` reads again
  /// after a signal. The C function is `pselect`.
  static func waitForInput() -> Bool {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    for number in DelayedSignals.ends { sigaddset(&blocked, number) }
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    while !isRequested {
      var files = fd_set()
      files.__fds_bits.0 = 1 << STDIN_FILENO
      let count = pselect(STDIN_FILENO + 1, &files, nil, nil, nil, &before)
      if count >= 0 || errno != EINTR { return true }
    }
    return false
  }
}
