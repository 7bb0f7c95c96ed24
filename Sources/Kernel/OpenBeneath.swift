private import CLinux
private import Glibc
package import SystemPackage

/// Opens files below a directory, and never through a symbolic link or on another mount.
///
/// The C function is `openat2` with `RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV`; without it,
/// `openat` for each name of the path, with `O_NOFOLLOW`, and files on another device are refused.
///
/// Why: Decisions/62-missing-calls.md
package enum OpenBeneath {
  /// Opens a path below `directory`, without changing the access time (`O_NOATIME`) if the caller owns
  /// the file or has CAP_FOWNER.
  ///
  /// Throws `ELOOP` for a symbolic link, and `EXDEV` for a file on another mount or above `directory`.
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

  /// Looks up a path below `directory` without opening the file (`O_PATH | O_NOFOLLOW`), so that even a
  /// FIFO or a device is not affected.
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
        // EAGAIN: a rename at the same time kept the kernel from resolving the path safely.
        tries -= 1
        guard error == .resourceTemporarilyUnavailable, tries > 0 else { throw error }
      }
    }
  }
}
