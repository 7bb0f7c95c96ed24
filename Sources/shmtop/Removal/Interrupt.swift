internal import Glibc
internal import Synchronization

/// Signals that ask the program to end, taken as a wish to stop after what is being done.
///
/// Why: Decisions/31-removal-and-signals.md
enum Interrupt {
  private static let flag = Atomic<Bool>(false)

  /// Whether such a signal has come.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Wishes so without a signal.
  static func request() { flag.store(true, ordering: .relaxed) }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// From now on SIGINT, SIGTERM and SIGHUP only ask.
  static func listen() {
    // The handler may not be the first to touch it.
    flag.store(false, ordering: .relaxed)
    var action = sigaction()
    // Without SA_RESTART, so that a question is left too.
    action.__sigaction_handler.sa_handler = { _ in
      Interrupt.flag.store(true, ordering: .relaxed)
    }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var old = sigaction()
      sigaction(number, &action, &old)
      // Who ignores a signal, as 'nohup' does, has it ignored.
      if isIgnored(old) { sigaction(number, &old, nil) }
    }
  }
}
