internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// Looks at the host at intervals, and sooner if names in `/dev/shm` change.
///
/// Why: Decisions/93-events-are-differences.md
struct SnapshotWatch {
  private let interval: Duration
  private var reader: SnapshotReader
  /// `nil` if the host does not allow one more.
  private let names = try? ChangeWatch(namesIn: "/dev/shm")
  private var schedule = LookSchedule()

  init(every interval: Duration, assuming assumptions: Assumptions) {
    self.interval = interval
    reader = SnapshotReader(assumptions: assumptions)
  }

  /// Looks now.
  mutating func look() -> Snapshot {
    let start = ContinuousClock.now
    defer { schedule.noteEnd(ofLookSince: start) }
    names?.clear()
    return reader.read([.users, .groups, .memory, .holders])
  }

  /// Waits until the next look is due; returns `false` if the reader of standard output has gone.
  ///
  /// However much happens, most of the time is left to other programs.
  func wait() -> Bool {
    let soonest = schedule.soonest(after: Self.leastPause)
    return LookSchedule.wait(
      until: max(soonest, schedule.end + interval), for: names, endsWithReader: true)
      && LookSchedule.wait(until: soonest, for: nil, endsWithReader: true)
  }

  /// The least time between two looks if names change all the time.
  private static let leastPause = Duration.milliseconds(100)
}
