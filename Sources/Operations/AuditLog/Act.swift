package import Kernel
package import SystemPackage

/// What was done to a segment, for the audit log.
package enum Act: Hashable, Sendable {
  case removed
  case created
  /// It has this number of bytes now.
  case resized(to: UInt64)
  /// These bytes of it were written.
  case written(Range<UInt64>)
  /// It has this owner and mode now.
  case set(Ownership, FileMode)
  /// Its pages stay in RAM once they are there: `SHM_LOCK`.
  case locked
  /// Its pages can be swapped out again: `SHM_UNLOCK`.
  case unlocked
  /// It was kept alive for a while.
  case held
}
