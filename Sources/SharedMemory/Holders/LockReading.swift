internal import Kernel
internal import SystemPackage

/// The locks on files, read while processes are scanned.
///
/// The kernel lets a reader of `/proc/locks` wait for some 10 milliseconds, as long as a scan of a hundred
/// processes takes. Locks on files in `/dev/shm` are rare. If there are any, they are read once more after the
/// scan, or a lock of a process that has ended meanwhile would seem to be that of one that was not seen.
struct LockReading: ~Copyable {
  private let root: FilePath
  private let early = Lock<FileLocks?>(nil)
  /// `nil` if no thread could be made.
  private let thread: Thread?

  /// Begins to read the locks below `root`.
  init(root: FilePath) {
    self.root = root
    let early = early
    thread = try? Thread {
      let locks = try? FileLocks(root: root)
      early.withLock { $0 = locks }
    }
  }

  /// Waits for the locks, and returns those on a file system; none if they cannot be read.
  consuming func locks(on device: UInt64?) -> [FileLocks.Lock] {
    if let thread {
      thread.join()
      let early = early.withLock { $0 }
      if let early, !early.locks.contains(where: { $0.device == device }) { return [] }
    }
    return (try? FileLocks(root: root))?.locks.filter { $0.device == device } ?? []
  }
}
