/// When a process started: with its number, what makes it this one and no other.
package struct ProcessStart: Hashable, Sendable {
  /// Clock ticks from the host's start to its own, as `/proc/PID/stat` has them.
  package let ticks: UInt64
  /// The same by the wall clock, as that was set when somebody looked.
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
