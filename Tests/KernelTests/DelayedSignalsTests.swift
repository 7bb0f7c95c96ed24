import Glibc
import Testing

@testable import Kernel

struct DelayedSignalsTests {
  /// The signals of these that are blocked in this thread.
  private func blocked() -> [Int32] {
    var mask = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &mask)
    return (DelayedSignals.ends + DelayedSignals.stops).filter { sigismember(&mask, $0) == 1 }
  }

  @Test func `are blocked during the closure only, also if it throws`() {
    struct Failed: Error {}
    // The threads of the test library have them blocked.
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(blocked() == [])
    for signals in [DelayedSignals.ends, DelayedSignals.stops] {
      #expect(DelayedSignals.perform(delaying: signals) { blocked() } == signals)
    }
    try? DelayedSignals.perform(delaying: DelayedSignals.stops) { throw Failed() }
    #expect(blocked() == [])
  }
}
