internal import Kernel
internal import SystemPackage

/// Whether the start times of processes can be compared with the times of segments.
///
/// The kernel counts the start of a process from boot, and stamps a segment with the wall clock. The
/// two can be compared only if the clock has not been set in between. The file system that the kernel
/// makes at boot for `/dev` shows that: its birth is a moment just after boot, by the clock of that
/// time.
///
/// Why: Decisions/44-reused-pids.md
struct ClockEvidence {
  /// The moment of boot by the present clock.
  let boot: Timestamp
  /// When the oldest file system that is known was made.
  let oldest: Timestamp?

  /// Looks at the directories below `root`.
  init(root: FilePath) {
    boot = StartClock().moment(ofTicks: 0)
    oldest = ["dev", "dev/shm"].compactMap { name in
      guard let directory = try? DirectoryStream.open(root.appending(name)) else { return nil }
      defer { try? directory.close() }
      return try? FileStatus(of: directory).identity.birth
    }.min()
  }

  init(boot: Timestamp, oldest: Timestamp?) {
    self.boot = boot
    self.oldest = oldest
  }

  /// Whether the clock has not been set since boot.
  ///
  /// Without a file system from the time of boot, as in most containers, that is not known. A segment
  /// from before boot, of which `earliest` is the earliest, proves that the clock was set.
  func isSteady(earliest: Timestamp?) -> Bool {
    guard let oldest else { return false }
    let first = min(oldest, earliest ?? oldest)
    return first.adding(seconds: Self.slack) >= boot
      && oldest <= boot.adding(seconds: Self.mostAfterBoot)
  }

  /// The precision of the moment of boot, in seconds.
  private static let slack: Int64 = 1
  /// Seconds after boot at which the file system for `/dev` exists.
  private static let mostAfterBoot: Int64 = 60
}
