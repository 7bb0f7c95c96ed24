internal import Kernel
package import SharedMemory
internal import SystemPackage

/// Locks a System V segment in RAM, or unlocks it.
package enum SegmentLock {
  /// Locks or unlocks a segment, and returns whether it was locked before.
  ///
  /// The limit of locked memory is looked at first. The C function is `shmctl` with `SHM_LOCK` or
  /// `SHM_UNLOCK`; it changes no time.
  package static func set(
    _ isLocked: Bool, _ target: ChangeTarget, of segment: Segment
  ) throws(ChangeError) -> Bool {
    try checkLimit(isLocked, target, of: segment)
    guard case .systemV(let shmID, let mode, _) = target else { throw .notLockable }
    do throws(Errno) { try SysVShm.lock(shmID, isLocked) } catch {
      switch error {
      case .noMemory: throw .aboveLockLimit(LockedMemory.limit)
      // Without any limit to use up, even the owner gets this error.
      case .notPermitted:
        throw isLocked && LockedMemory.limit == 0 ? .aboveLockLimit(0) : .notOwner
      default: throw ChangeError(error)
      }
    }
    return mode.isLocked
  }

  /// The error that locking or unlocking would throw, as far as that is certain without trying.
  static func check(
    _ isLocked: Bool, _ target: ChangeTarget, of segment: Segment
  ) throws(ChangeError) {
    try checkLimit(isLocked, target, of: segment)
    if !Capability.memoryLock.isEffective && segment.isOthersSystemV { throw .notOwner }
  }

  private static func checkLimit(
    _ isLocked: Bool, _ target: ChangeTarget, of segment: Segment
  ) throws(ChangeError) {
    guard case .systemV(_, let mode, _) = target else { throw .notLockable }
    if isLocked, !mode.isLocked, let limit = LockedMemory.limit, segment.size > limit {
      throw .aboveLockLimit(limit)
    }
  }
}
