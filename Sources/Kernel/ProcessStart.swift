private import Glibc

/// The start time of a process, which together with the PID identifies the process.
package struct ProcessStart: Hashable, Sendable {
  /// Clock ticks from the boot of the host to the start of the process, as in `/proc/PID/stat`.
  package let ticks: UInt64
  /// The same moment by the wall clock, as it was set at the time of the scan.
  package let moment: Timestamp

  package init(ticks: UInt64, moment: Timestamp) {
    self.ticks = ticks
    self.moment = moment
  }

  package static func == (left: ProcessStart, right: ProcessStart) -> Bool {
    left.ticks == right.ticks
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(ticks) }
}

/// Converts the start time in `/proc/PID/stat` to a moment of the wall clock.
///
/// The formula is CLOCK_REALTIME - CLOCK_BOOTTIME + starttime / CLK_TCK. The first two give the
/// time of boot, by the current setting of the host's clock.
package struct StartClock: Sendable {
  /// When the host booted, in nanoseconds since 1970.
  private let boot: Int64
  private let ticksPerSecond: Int64

  package init() {
    var boot = timespec()
    clock_gettime(CLOCK_BOOTTIME, &boot)
    let now = Timestamp.now
    self.boot =
      (now.seconds - Int64(boot.tv_sec)) * 1_000_000_000 + Int64(now.nanoseconds)
      - Int64(boot.tv_nsec)
    ticksPerSecond = Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  /// The start time for a number of clock ticks since boot.
  package func start(ofTicks ticks: UInt64) -> ProcessStart {
    ProcessStart(ticks: ticks, moment: moment(ofTicks: ticks))
  }

  /// The moment that is a number of clock ticks after boot.
  package func moment(ofTicks ticks: UInt64) -> Timestamp {
    let ticks = Int64(clamping: ticks)
    let nanoseconds = boot + ticks % ticksPerSecond * 1_000_000_000 / ticksPerSecond
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return Timestamp(
      seconds: seconds.addingSaturated(ticks / ticksPerSecond),
      nanoseconds: UInt32(truncatingIfNeeded: max(0, rest)))
  }
}
