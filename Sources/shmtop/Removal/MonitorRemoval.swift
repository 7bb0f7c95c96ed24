internal import Contents
internal import Kernel
internal import Monitor
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Removes segments for the monitor: one segment, or orphans one after the other.
struct MonitorRemoval: Sendable {
  /// Processes that are assumed to hold nothing.
  let assumptions: Assumptions
  /// Whether removals are kept out of the system's log.
  let isUnrecorded: Bool
  let charset: Charset

  /// Removes one segment; with `saving`, saves it in the current directory first.
  func remove(_ segment: Segment, saving: Bool) -> Event {
    var run = makeRun(saving: saving)
    do throws(RemovalRun.Refusal) {
      let (saved, attachments) = try run.act(on: segment)
      return .removed(segment, .success(attachments), saved: saved)
    } catch {
      switch error {
      case .notSaved(let text), .noOrphan(let text): return .notSaved(segment, text)
      case .notRemoved(let refusal): return .removed(segment, .failure(refusal))
      }
    }
  }

  /// Removes orphans until `isStopped`; calls `report` with the progress now and then.
  func removeAll(
    _ orphans: [Segment], saving: Bool, isStopped: () -> Bool, report: (BulkProgress) -> Void
  ) -> BulkProgress {
    var run = makeRun(
      saving: saving, check: OrphanCheck(SnapshotReader(assumptions: assumptions), isDue: true))
    var summary = RemovalSummary(timestamp: .now)
    var progress = BulkProgress(total: orphans.count)
    var reported = ContinuousClock.now
    for segment in orphans {
      if isStopped() {
        summary.isInterrupted = true
        break
      }
      let entry = run.remove(segment)
      summary.entries.append(entry)
      progress.add(entry)
      if ContinuousClock.now - reported > Self.timeBetweenReports {
        reported = .now
        report(progress)
      }
    }
    run.record(summary)
    return progress
  }

  private static let timeBetweenReports = Duration.milliseconds(100)

  private func makeRun(saving: Bool, check: OrphanCheck? = nil) -> RemovalRun {
    // The names of users and groups, for records and copies.
    var snapshotReader = SnapshotReader(assumptions: assumptions)
    let snapshot = snapshotReader.read(saving ? [.users, .groups, .limits, .memory] : .users)
    let copies = Backup(
      directory: ".", accepted: .makesPages, canAsk: false, snapshot: snapshot)
    return RemovalRun(
      format: FormatOptions(charset: charset, of: snapshot), copies: saving ? copies : nil,
      check: check, auditLog: AuditLog(isOff: isUnrecorded), isTold: false)
  }
}
