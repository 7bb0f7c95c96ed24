internal import Kernel
package import SafeText
package import SharedMemory
package import SystemPackage

/// Removes the selected segments one after the other, and saves, checks and records each.
package struct RemovalRun {
  private let backup: Backup?
  private var check: OrphanCheck?
  /// The log in which each removal is recorded.
  package private(set) var auditLog: AuditLog
  private let describe: (Segment) -> DisplayText
  private let removal: Removal

  /// Makes a run; with `backup`, each segment is saved before it is removed.
  ///
  /// With `check`, only segments that are still orphans are removed. A segment whose verdict says that nothing
  /// holds it is not removed if something does by now. Each removal is recorded in
  /// `auditLog`, with the line that `describe` returns. Files are removed from `/dev/shm` below
  /// `root`.
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
  /// Once `shouldContinue` returns `false`, the rest is reported as ``RemovalResult/notReached``.
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

  /// Checks a segment, saves it if there is a backup, removes it and records the removal.
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
        attachments = try removal.remove(
          segment.identity, unlessHeld: check != nil || segment.isJudgedUnheld,
          directoryOwner: segment.isInDirectoryOfKnownProcesses ? segment.owner?.user : nil)
      }
      guard isDone else { return .notRemoved(.failed(.interrupted), copy: copy) }
      auditLog.record(act: describe(segment))
      return .removed(copy: copy, attachments: attachments)
    } catch {
      return .notRemoved(error, copy: copy)
    }
  }

  /// Records a summary of the run in the log.
  package mutating func record(summary: DisplayText) { auditLog.record(summary: summary) }
}

extension Segment {
  /// Whether its verdict says that nothing holds it, on which the user may have relied.
  fileprivate var isJudgedUnheld: Bool {
    switch verdict?.state {
    case .orphan, .idle: true
    case .removed, .inUse, .unknown, nil: false
    }
  }
}
