private import Glibc

/// When a process started: with its number, what makes it this one and no other.
package struct ProcessStart: Hashable, Sendable {
  /// Clock ticks from the host's start to its own, as `/proc/PID/stat` has them.
  package let ticks: UInt64
  /// The same by the wall clock, as it was set at the time of the scan.
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

/// Turns what `/proc/PID/stat` says of a start into a moment of the wall clock.
///
/// The formula is CLOCK_REALTIME - CLOCK_BOOTTIME + starttime / CLK_TCK: the sum of the first two
/// is when the host started, by today's setting of its clock.
package struct StartClock: Sendable {
  /// When the host started, in nanoseconds since 1970.
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

  /// A start that is given in clock ticks since the host's.
  package func start(ofTicks ticks: UInt64) -> ProcessStart {
    ProcessStart(ticks: ticks, moment: moment(ofTicks: ticks))
  }

  /// The moment of a start that is given in clock ticks since the host's.
  package func moment(ofTicks ticks: UInt64) -> Timestamp {
    let ticks = Int64(clamping: ticks)
    let nanoseconds = boot + ticks % ticksPerSecond * 1_000_000_000 / ticksPerSecond
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return Timestamp(
      seconds: seconds.addingSaturated(ticks / ticksPerSecond),
      nanoseconds: UInt32(truncatingIfNeeded: max(0, rest)))
  }
}
