private import CLinux

/// The memory that this user may lock in RAM.
package enum LockedMemory {
  /// The most bytes; `nil` without a limit.
  ///
  /// The limit is RLIMIT_MEMLOCK, which does not count with CAP_IPC_LOCK.
  package static var limit: UInt64? {
    var bytes: UInt64 = 0
    guard !Capability.memoryLock.isEffective, clinux_lock_limit(&bytes) == 0, bytes != .max else {
      return nil
    }
    return bytes
  }
}
