internal import Glibc
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
  private let names = try? DirectoryWatch("/dev/shm")
  /// When the latest look ended, and how long it took.
  private var end = ContinuousClock.now
  private var cost = Duration.zero

  init(every interval: Duration, assuming assumptions: Assumptions) {
    self.interval = interval
    reader = SnapshotReader(assumptions: assumptions)
  }

  /// Looks now.
  mutating func look() -> Snapshot {
    let start = ContinuousClock.now
    names?.clear()
    let snapshot = reader.read([.users, .groups, .memory, .holders])
    end = .now
    cost = end - start
    return snapshot
  }

  /// Waits until the next look is due; returns `false` if the reader of standard output has gone.
  ///
  /// However much happens, most of the time is left to other programs.
  func wait() -> Bool {
    let soonest = end + max(Self.leastPause, cost * Self.pauseFactor)
    guard wait(until: max(soonest, end + interval), for: names) else { return false }
    return wait(until: soonest, for: nil)
  }

  /// The least time between two looks if names change all the time.
  private static let leastPause = Duration.milliseconds(100)
  /// The same in multiples of the time that a look took.
  private static let pauseFactor = 4

  /// Waits until a moment, or until names change; returns `false` if the reader has gone.
  private func wait(until deadline: ContinuousClock.Instant, for names: DirectoryWatch?) -> Bool {
    while ContinuousClock.now < deadline {
      // Nothing is waited for on standard output but an error: a pipe whose reader has gone.
      var files = [pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)]
      if let names {
        files.append(pollfd(fd: names.file.rawValue, events: Int16(POLLIN), revents: 0))
      }
      guard poll(&files, nfds_t(files.count), Bell.milliseconds(until: deadline)) > 0 else {
        continue
      }
      return files[0].revents == 0
    }
    return true
  }
}
