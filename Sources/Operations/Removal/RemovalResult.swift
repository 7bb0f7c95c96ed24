/// The result of the removal of one selected segment.
package enum RemovalResult: Hashable, Sendable {
  /// It was removed.
  ///
  /// `copy` is `nil` if none was wanted. `attachments` still keep its memory; `nil` for files.
  case removed(copy: Backup.Copy?, attachments: UInt64?)
  /// It is no longer an orphan, so it was left alone; `copy` is `nil` if none was made.
  case notOrphan(copy: Backup.Copy?)
  /// It could not be saved, so it was left alone.
  case notSaved(BackupError)
  /// It could not be removed; `copy` is `nil` if none was made.
  case notRemoved(RemovalError, copy: Backup.Copy? = nil)
  /// The run was stopped before its turn.
  case notReached
}
