private import CLinux
private import Glibc
package import SystemPackage

/// A write lease on a file: the kernel grants it only if nothing else has the file open or mapped.
///
/// This counts every process, whether it can be read or not, descriptors in flight in a socket, and
/// files registered with io_uring. It does not count other names of the file, bind mounts, and
/// descriptors opened with `O_PATH`. Only the owner of the file or a process with CAP_LEASE gets one.
/// The times of the file stay as they are; inotify(7) reports an open and a close.
///
/// The C function is `fcntl` with `F_SETLEASE`.
///
/// Why: Decisions/43-ask-the-kernel.md
package struct FileLease: ~Copyable {
  private let file: FileDescriptor

  /// Takes a lease on the file that `open` opens for reading or for writing, with `O_NONBLOCK`; `nil` if the file
  /// is held, or if another process has a lease on it.
  ///
  /// Throws the error of `open`, or what the kernel answers if it grants no lease: see
  /// ``isRefused(_:)``.
  package init?(_ open: () throws(Errno) -> FileDescriptor) throws(Errno) {
    do throws(Errno) {
      let file = try open()
      do throws(Errno) { try syscall { clinux_take_lease(file.rawValue) } } catch {
        try? file.close()
        throw error
      }
      self.file = file
    } catch .resourceTemporarilyUnavailable {
      return nil
    }
  }

  /// Closing the file releases the lease.
  deinit { try? file.close() }

  /// Sets the length of the file, which must be open for writing.
  ///
  /// The C function is `ftruncate`.
  package borrowing func truncate(to length: Int64) throws(Errno) { try file.truncate(to: length) }

  /// Releases the lease.
  package consuming func release() {}

  /// Takes a lease on a file; `nil` if the kernel refuses it three times because the file is held.
  ///
  /// The tries take 11 milliseconds at most, because another program can be asking about the file. Throws
  /// as ``init(_:)`` does.
  package static func patiently(
    _ open: () throws(Errno) -> FileDescriptor
  ) throws(Errno) -> FileLease? {
    for pause in pauses {
      if let lease = try FileLease(open) { return lease }
      usleep(pause)
    }
    return try FileLease(open)
  }

  /// Whether another process has a lease on a file, by `/proc/locks`.
  ///
  /// It waits 11 milliseconds at most, because another run of this program can be asking about the file.
  /// Leases of processes outside this PID namespace are not seen.
  package static func isTaken(on file: FileDescriptor, root: FilePath = "/") -> Bool {
    for pause in pauses {
      if !isTakenNow(on: file, root) { return false }
      usleep(pause)
    }
    return isTakenNow(on: file, root)
  }

  private static func isTakenNow(on file: FileDescriptor, _ root: FilePath) -> Bool {
    guard let leases = try? FileLocks(root: root).locks.filter(\.isLease), !leases.isEmpty,
      let identity = try? FileStatus(of: file).identity
    else { return false }
    let devices = Set(leases.filter { $0.inode == identity.inode }.map(\.device))
    if devices.isEmpty || devices.contains(identity.device) { return !devices.isEmpty }
    // In a btrfs, the lock has the device of the mount, and the file one of its own.
    return (try? MountTable.mount(of: file)).map { devices.contains($0.device) } ?? true
  }

  /// Whether an error means that this user gets no lease on this file, held or not.
  ///
  /// `EACCES` or `EPERM` for the file of another user, `EINVAL` if leases are off
  /// (`fs.leases-enable`) or unknown to the file system.
  package static func isRefused(_ error: Errno) -> Bool {
    [.permissionDenied, .notPermitted, .invalidArgument, .notSupported].contains(error)
  }

  /// Microseconds to wait before a file that seems held is tried again, and before it is tried for the
  /// last time.
  package static let pauses: [UInt32] = [1_000, 10_000]

  /// Whether this kernel grants a lease on a file that is not held, tried once on a memfd.
  ///
  /// Before Linux 5.3 it refuses every such lease, with the error that it has for a file that is held.
  package static let areReliable = clinux_leases_work() == 1
}
