import Glibc

/// What one run of a program took.
struct Measurement {
  /// From its start to its end, in milliseconds.
  let time: Double
  /// The most memory it had at once, in bytes; never less than this program has itself, as the
  /// kernel counts from before `exec`.
  let memory: Int

  /// Measures a child that `start` starts; `nil` where there is none or it fails.
  ///
  /// The C function is `wait4`.
  static func measure(_ start: () -> pid_t?) -> Measurement? {
    var status: Int32 = 0
    var usage = rusage()
    var hasEnded = false
    let time = ContinuousClock().measure {
      if let child = start() { hasEnded = wait4(child, &status, 0, &usage) == child }
    }
    guard hasEnded, status == 0 else { return nil }
    let (seconds, attoseconds) = time.components
    return Measurement(
      time: Double(seconds) * 1e3 + Double(attoseconds) / 1e15, memory: usage.ru_maxrss * 1024)
  }
}
