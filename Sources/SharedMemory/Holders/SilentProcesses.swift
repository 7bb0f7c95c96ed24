internal import Kernel
internal import SystemPackage

/// Processes that did not answer a scan, and are not asked again soon.
///
/// Every question to such a process can leave a thread behind. So it is asked again only when a minute has
/// passed and the last thread that asked has come back, or when another process has its PID.
///
/// Why: Decisions/66-processes-that-do-not-answer.md
final class SilentProcesses: Sendable {
  struct Entry: Sendable {
    /// Its start, in ticks since boot, which tells it from a later process with its PID.
    let start: UInt64
    /// The thread that waits for it; `nil` if it was not asked.
    let thread: LeftThread?
    /// When the minute has passed.
    let end: ContinuousClock.Instant

    /// Whether the process that started at `start` is not to be asked.
    func holds(for start: UInt64, at now: ContinuousClock.Instant) -> Bool {
      start == self.start && (thread?.isWaiting == true || now < end)
    }
  }

  private let entries = Lock<[ProcessID: Entry]>([:])

  /// Adds a process that did not answer.
  func add(_ process: ProcessID, waitedForBy thread: LeftThread?, in proc: FileDescriptor) {
    // One that was not asked is asked next time.
    guard let thread, let stat = ProcessStat.read(of: process, in: proc) else { return }
    let entry = Entry(start: stat.start, thread: thread, end: .now + Self.pause)
    entries.withLock { $0[process] = entry }
  }

  /// Whether a process is not to be asked; it is forgotten if it may be asked again.
  func isStillSilent(_ process: ProcessID, in proc: FileDescriptor) -> Bool {
    guard let entry = entries.withLock({ $0[process] }) else { return false }
    let start = ProcessStat.read(of: process, in: proc)?.start
    if let start, entry.holds(for: start, at: .now) { return true }
    entries.withLock { $0[process] = nil }
    return false
  }

  private static let pause = Duration.seconds(60)
}
