import Glibc
import Testing

@testable import Kernel

struct StopSignalsTests {
  /// The signals of a terminal that are blocked in this thread.
  private func blocked() -> [Int32] {
    var mask = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &mask)
    return [SIGTSTP, SIGTTIN, SIGTTOU].filter { sigismember(&mask, $0) == 1 }
  }

  @Test func `are blocked during the closure only, also if it throws`() {
    struct Failed: Error {}
    // The threads of the test library have them blocked.
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(blocked() == [])
    #expect(StopSignals.delayed { blocked() } == [SIGTSTP, SIGTTIN, SIGTTOU])
    try? StopSignals.delayed { throw Failed() }
    #expect(blocked() == [])
  }
}
