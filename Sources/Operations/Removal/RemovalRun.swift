package import SafeText
package import SharedMemory
package import SystemPackage

/// The removal of selected segments, one after the other.
package struct RemovalRun {
  private let backup: Backup?
  private var check: OrphanCheck?
  /// The log that each removal is recorded in.
  package private(set) var auditLog: AuditLog
  private let describe: (Segment) -> DisplayText
  private let removal: Removal

  /// A run that saves each segment in `backup` first, if given.
  ///
  /// With `check`, only segments that are still orphans are removed; it is `nil` if the user named
  /// the segments. Each removal is recorded in `auditLog` in the words of `describe`. Files are
  /// removed from `/dev/shm` below `root`.
  package init(
    backup: Backup?, check: OrphanCheck?, auditLog: AuditLog, root: FilePath = "/",
    describe: @escaping (Segment) -> DisplayText
  ) {
    removal = Removal(root: root)
    self.backup = backup
    self.check = check
    self.auditLog = auditLog
    self.describe = describe
  }

  /// Removes segments in turn, and calls `report` with the result of each.
  ///
  /// As soon as `shouldContinue` returns `false`, the rest is reported as not reached.
  package mutating func remove(
    _ segments: [Segment], while shouldContinue: () -> Bool,
    report: (Segment, RemovalResult) -> Void
  ) {
    var isStopped = false
    for segment in segments {
      isStopped = isStopped || !shouldContinue()
      report(segment, isStopped ? .notReached : remove(segment))
    }
  }

  /// Saves a segment if wanted, removes it and records that.
  package mutating func remove(_ segment: Segment) -> RemovalResult {
    if check?.isStillOrphan(segment) == false { return .notOrphan(copy: nil) }
    var copy: Backup.Copy?
    if let backup {
      do throws(RemovalError) { try removal.check(segment.identity) } catch {
        return .notRemoved(error)
      }
      do throws(BackupError) { copy = try backup.save(segment) } catch { return .notSaved(error) }
      // Saving can have taken minutes.
      if check?.isStillOrphan(segment, isSaved: true) == false { return .notOrphan(copy: copy) }
    }
    do throws(RemovalError) {
      var attachments: UInt64?
      let isDone = try ShutdownHold.perform { () throws(RemovalError) in
        attachments = try removal.remove(segment.identity)
      }
      guard isDone else { return .notRemoved(.failed(.interrupted)) }
      auditLog.record(removal: describe(segment))
      return .removed(copy: copy, attachments: attachments)
    } catch {
      return .notRemoved(error)
    }
  }

  /// Records the result of the whole run in the log.
  package mutating func record(summary: DisplayText) { auditLog.record(summary: summary) }
}
