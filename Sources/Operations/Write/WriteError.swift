package import Contents
package import SystemPackage

/// Why bytes were not written into a segment.
package enum WriteError: Error, Hashable, Sendable {
  /// It cannot be opened for writing.
  case notOpened(ChangeError)
  /// Writing has these side effects beside the bytes, which the caller has not accepted.
  case hasSideEffects(AccessMethod.SideEffects)
  /// `kernel.shm_rmid_forced` is on: detaching would destroy the segment.
  case wouldDestroy
  /// It is a memfd that is sealed against writing.
  case sealed
  /// It is a memfd in huge pages, whose file has no `write`.
  case inHugePages
  /// The bytes do not fit: the segment ends at this size.
  case beyondEnd(size: UInt64)
  /// Other bytes than those expected stand there.
  case unexpected
  /// Only the first bytes were written, or none.
  case stopped(written: Int, Errno)
}
