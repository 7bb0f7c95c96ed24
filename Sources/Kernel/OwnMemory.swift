private import Glibc
package import SystemPackage

/// The memory of this program as a file: `/proc/self/mem`.
package enum OwnMemory {
  /// Opens it for reading; `root` is the directory that contains `proc`.
  package static func open(root: FilePath = "/") throws(Errno) -> FileDescriptor {
    guard FileCapabilities.canExist else {
      return try .open(root.appending("proc/self/mem"), flags: O_RDONLY)
    }
    guard let opened else { throw .permissionDenied }
    return try throwingErrno { try opened.duplicate() }
  }

  /// It, opened once: the user may not open it when ``FileCapabilities/keep(for:)`` has been called, because it
  /// belongs to root then.
  static let opened = try? FileDescriptor.open("/proc/self/mem", flags: O_RDONLY)
}
