internal import Glibc
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

  /// From now on SIGINT, SIGTERM and SIGHUP only set the request.
  static func listen() {
    // Initialises the flag, because the signal handler must not be the first to access it.
    flag.store(false, ordering: .relaxed)
    var action = sigaction()
    // Without SA_RESTART, so that a signal also interrupts a question.
    action.__sigaction_handler.sa_handler = { _ in
      Interrupt.flag.store(true, ordering: .relaxed)
    }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var old = sigaction()
      sigaction(number, &action, &old)
      // A signal that was set to be ignored, for example by 'nohup', stays ignored.
      if isIgnored(old) { sigaction(number, &old, nil) }
    }
  }
}
