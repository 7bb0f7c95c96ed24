private import CLinux
private import Glibc
package import SystemPackage

/// Files below a directory, reached through no symbolic link, no `..` and no other mount.
///
/// The C function is `openat2` with `RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV`.
package enum OpenBeneath {
  /// Opens the path of bytes below `directory`, leaving the access time alone where the caller
  /// owns the file or is root.
  package static func open(
    _ path: [UInt8], in directory: FileDescriptor, _ flags: Int32
  ) throws(Errno) -> FileDescriptor {
    do throws(Errno) {
      return try openOnce(path, in: directory, flags | clinux_no_access_time)
    } catch {
      guard error == .notPermitted else { throw error }
      return try openOnce(path, in: directory, flags)
    }
  }

  /// Looks a path up below `directory` without opening what it stands for: even a FIFO or a device
  /// notices nothing.
  ///
  /// The flag is `O_PATH`.
  package static func lookUp(
    _ path: [UInt8], in directory: FileDescriptor
  ) throws(Errno) -> FileDescriptor {
    try openOnce(path, in: directory, clinux_path_only | O_NOFOLLOW)
  }

  private static func openOnce(
    _ path: [UInt8], in directory: FileDescriptor, _ flags: Int32
  ) throws(Errno) -> FileDescriptor {
    let text = path.map { CChar(bitPattern: $0) } + [0]
    var tries = 16
    while true {
      do throws(Errno) {
        return FileDescriptor(
          rawValue: try syscall { clinux_open_beneath(directory.rawValue, text, flags) })
      } catch {
        // A rename elsewhere kept the kernel from being sure.
        tries -= 1
        guard error == .resourceTemporarilyUnavailable, tries > 0 else { throw error }
      }
    }
  }
}
