private import Glibc

/// What work has cost the machine since the clock was made.
///
/// That is the time that has passed, or the processor time of this program if that is less. On a busy
/// machine the program mostly waits for a processor, which costs other programs nothing.
package struct WorkClock: Sendable {
  private let start = ContinuousClock.now
  private let used = WorkClock.processorTime

  package init() {}

  /// The cost until now.
  package var cost: Duration { min(ContinuousClock.now - start, processorTime) }

  /// The processor time of all threads of this program since then.
  package var processorTime: Duration { Self.processorTime - used }

  /// The processor time of this program and of the children it has waited for.
  ///
  /// The C function is `getrusage`.
  private static var processorTime: Duration {
    var sum = Duration.zero
    for whose in [RUSAGE_SELF, RUSAGE_CHILDREN] {
      var usage = rusage()
      getrusage(whose.rawValue, &usage)
      for time in [usage.ru_utime, usage.ru_stime] {
        sum += .seconds(time.tv_sec) + .microseconds(time.tv_usec)
      }
    }
    return sum
  }
}
