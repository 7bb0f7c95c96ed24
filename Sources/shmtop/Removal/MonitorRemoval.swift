internal import Contents
internal import SystemPackage
internal import Formatting
internal import Kernel
internal import Monitor
internal import Operations
internal import SafeText
internal import SharedMemory

/// Removes segments for the monitor: one segment, or orphans one after the other.
struct MonitorRemoval: Sendable {
  /// Processes that are assumed to hold nothing.
  let assumptions: Assumptions
  /// Whether removals are kept out of the system's log.
  let isUnrecorded: Bool
  let charset: Charset

  /// The errors that removing segments would throw, as far as they are certain.
  static func obstacles(to segments: [Segment]) -> [Identity: RemovalError] {
    let removal = Removal()
    return segments.reduce(into: [:]) { errors, segment in
      // A segment that has gone is noticed in the next snapshot.
      guard let error = removal.obstacle(to: segment), error != .gone else { return }
      errors[segment.identity] = error
    }
  }

  /// Removes one segment; with `saving`, saves it in the current directory first.
  func remove(_ segment: Segment, saving: Bool) -> Event {
    do throws(BackupError) {
      var run = try makeRun(saving: saving).run
      return .removed(segment, run.remove(segment))
    } catch {
      return .removed(segment, .notSaved(error))
    }
  }

  /// Removes orphans while `shouldContinue`; calls `report` with the progress now and then.
  func removeAll(
    _ orphans: [Segment], saving: Bool, while shouldContinue: () -> Bool,
    report: (BulkProgress) -> Void
  ) -> BulkProgress {
    do throws(BackupError) {
      let check = OrphanCheck(SnapshotReader(assumptions: assumptions), isDue: true)
      let (run, format) = try makeRun(saving: saving, check: check)
      return remove(orphans, by: run, format, while: shouldContinue, report: report)
    } catch {
      // Without a directory for copies nothing is removed.
      let format = FormatOptions(charset: charset, now: .now)
      var progress = BulkProgress(total: orphans.count)
      for orphan in orphans { progress.add(.init(of: orphan, .notSaved(error), format)) }
      return progress
    }
  }

  private func remove(
    _ orphans: [Segment], by run: RemovalRun, _ format: FormatOptions,
    while shouldContinue: () -> Bool, report: (BulkProgress) -> Void
  ) -> BulkProgress {
    var run = run
    var summary = RemovalSummary(timestamp: .now)
    var progress = BulkProgress(total: orphans.count)
    var reported = ContinuousClock.now
    run.remove(orphans, while: shouldContinue) { segment, result in
      let entry = RemovalSummary.Entry(of: segment, result, format)
      summary.entries.append(entry)
      guard result != .notReached else { return }
      progress.add(entry)
      if ContinuousClock.now - reported > Self.timeBetweenReports {
        reported = .now
        report(progress)
      }
    }
    run.record(summary: DisplayText(recordOf: summary, by: .current))
    return progress
  }

  private static let timeBetweenReports = Duration.milliseconds(100)

  private func makeRun(
    saving: Bool, check: OrphanCheck? = nil
  ) throws(BackupError) -> (run: RemovalRun, format: FormatOptions) {
    // The names of users and groups, for records and copies.
    var snapshotReader = SnapshotReader(assumptions: assumptions)
    let snapshot = snapshotReader.read(saving ? [.users, .groups, .limits, .memory] : .users)
    let format = FormatOptions(charset: charset, of: snapshot)
    var backup: Backup?
    if saving {
      backup = Backup(
        in: try BackupDirectory("."), accepting: .allocatesPages, metadata: snapshot.writeMetadata,
        while: { !Interrupt.isRequested })
    }
    let run = RemovalRun(
      backup: backup, check: check, auditLog: isUnrecorded ? .off : AuditLog(),
      describe: { DisplayText(recordOf: .removed, $0, by: .current, format) })
    return (run, format)
  }
}
