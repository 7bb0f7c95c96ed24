/// The result of the removal of one selected segment.
package enum RemovalResult: Hashable, Sendable {
  /// It has been removed.
  ///
  /// `copy` is `nil` if none was wanted; `attachments` keep its memory, `nil` if not counted.
  case removed(copy: Backup.Copy?, attachments: UInt64?)
  /// It was to be removed as an orphan, but is none any more; it was left alone.
  case notOrphan(copy: Backup.Copy?)
  /// It could not be saved, so it was left alone.
  case notSaved(BackupError)
  /// It could not be removed.
  case notRemoved(RemovalError)
  /// The run ended before its turn.
  case notReached
}
