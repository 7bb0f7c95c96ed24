private import CLinux
private import Glibc
package import SystemPackage

/// A write lease on a file: the kernel grants it only if nothing else has the file open or mapped.
///
/// This counts every process, whether it can be read or not, descriptors in flight in a socket, and
/// files registered with io_uring. It does not count other names of the file and bind mounts. Only
/// the owner of the file or a process with CAP_LEASE gets one. It leaves no trace: times stay as they
/// are.
///
/// The C function is `fcntl` with `F_SETLEASE`.
///
/// Why: Decisions/43-ask-the-kernel.md
package struct FileLease: ~Copyable {
  private let file: FileDescriptor

  /// Takes a lease on a file that is open for reading only; `nil` if the file is held.
  ///
  /// Throws what the kernel answers if it grants this user no leases: `EACCES`, or `EINVAL` if leases
  /// are off (`fs.leases-enable`) or unknown to the file system.
  package init?(on file: FileDescriptor) throws(Errno) {
    do throws(Errno) { try syscall { clinux_take_lease(file.rawValue) } } catch {
      if error == .resourceTemporarilyUnavailable { return nil }
      throw error
    }
    self.file = file
  }

  deinit { clinux_release_lease(file.rawValue) }

  /// Releases the lease.
  package consuming func release() {}

  /// Takes a lease on a file; `nil` if it is still held when it has been tried again.
  ///
  /// It waits 11 milliseconds in all, because another program can be asking about the file.
  package static func patiently(on file: FileDescriptor) throws(Errno) -> FileLease? {
    for pause in pauses {
      if let lease = try FileLease(on: file) { return lease }
      usleep(pause)
    }
    return try FileLease(on: file)
  }

  /// Microseconds to wait before a file that seems held is tried again, and before it is tried for the
  /// last time.
  package static let pauses: [UInt32] = [1_000, 10_000]

  /// Whether this kernel grants leases on files that are not held, and refuses only others.
  package static let areReliable = clinux_leases_work() == 1
}
