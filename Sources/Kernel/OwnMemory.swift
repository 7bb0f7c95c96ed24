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

  /// A descriptor that was opened before ``FileCapabilities/dropAll(exceptFor:)`` was called: afterwards root
  /// owns the file, and the user may not open it.
  static let opened = try? FileDescriptor.open("/proc/self/mem", flags: O_RDONLY)
}
