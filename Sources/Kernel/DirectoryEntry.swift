private import CLinux
private import Glibc
package import SystemPackage

/// A name in an open directory, whatever kind of file it refers to.
package struct DirectoryEntry {
  /// The directory; it must stay open.
  package let directory: FileDescriptor
  package let name: [UInt8]

  package init(_ name: [UInt8], in directory: FileDescriptor) {
    self.name = name
    self.directory = directory
  }

  /// The status of the file with this name; a symbolic link is not followed.
  ///
  /// The C function is `statx`.
  package func status() throws(Errno) -> FileStatus {
    try FileStatus(of: name.cString, in: directory)
  }

  /// Opens the file, following no symbolic link and without changing its access time.
  ///
  /// The C function is `openat2`.
  package func open(_ flags: Int32) throws(Errno) -> FileDescriptor {
    try OpenBeneath.open(name, in: directory, flags)
  }

  /// Looks the file up without opening it; a symbolic link is not followed, and a mount is entered.
  ///
  /// The C function is `openat` with `O_PATH | O_NOFOLLOW`.
  package func lookUp() throws(Errno) -> FileDescriptor {
    let flags = clinux_path_only | O_NOFOLLOW | O_CLOEXEC
    let find = { (more: Int32) throws(Errno) -> FileDescriptor in
      FileDescriptor(
        rawValue: try syscall { openat(directory.rawValue, name.cString, flags | more) })
    }
    // Only a lookup of a directory makes an automounter mount it.
    do throws(Errno) { return try find(O_DIRECTORY) } catch {
      guard error == .notDirectory else { throw error }
      return try find(0)
    }
  }

  /// Creates a file for writing; `EEXIST` if the name is taken, be it by a symbolic link.
  ///
  /// The C function is `openat` with `O_CREAT | O_EXCL`.
  package func create(_ permissions: FilePermissions) throws(Errno) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    return FileDescriptor(
      rawValue: try syscall {
        openat(directory.rawValue, name.cString, flags, permissions.rawValue)
      })
  }

  /// Creates a directory with this name.
  ///
  /// The C function is `mkdirat`.
  package func makeDirectory(_ permissions: FilePermissions) throws(Errno) {
    try syscall { mkdirat(directory.rawValue, name.cString, permissions.rawValue) }
  }

  /// Gives this name to an open file that has none; `EEXIST` if the name is taken.
  ///
  /// The C function is `linkat`.
  package func link(_ file: FileDescriptor) throws(Errno) {
    let path = "/proc/self/fd/\(file.rawValue)"
    try syscall {
      linkat(AT_FDCWD, path, directory.rawValue, name.cString, AT_SYMLINK_FOLLOW)
    }
  }

  /// Moves the file to a name that no other user can take; `EEXIST` if that name is taken.
  ///
  /// The C function is `renameat2` with `RENAME_NOREPLACE`; without it, `renameat`.
  package func moveAside(to other: DirectoryEntry) throws(Errno) {
    try syscall {
      clinux_move_aside(
        directory.rawValue, name.cString, other.directory.rawValue, other.name.cString)
    }
  }

  /// Moves a file that was moved aside back to its name; `EEXIST` if that name is taken.
  ///
  /// The C function is `renameat2` with `RENAME_NOREPLACE`; without it, `linkat`.
  package func moveBack(to other: DirectoryEntry) throws(Errno) {
    try syscall {
      clinux_move_back(
        directory.rawValue, name.cString, other.directory.rawValue, other.name.cString)
    }
  }

  /// Moves the file to a name, in place of the file that has it.
  ///
  /// The C function is `renameat`.
  package func replace(_ other: DirectoryEntry) throws(Errno) {
    try syscall {
      renameat(
        directory.rawValue, name.cString, other.directory.rawValue, other.name.cString)
    }
  }

  /// Removes the name of a file.
  ///
  /// The C function is `unlinkat`.
  package func remove() throws(Errno) {
    try syscall { unlinkat(directory.rawValue, name.cString, 0) }
  }

  /// Removes an empty directory.
  ///
  /// The C function is `unlinkat` with `AT_REMOVEDIR`.
  package func removeDirectory() throws(Errno) {
    try syscall { unlinkat(directory.rawValue, name.cString, AT_REMOVEDIR) }
  }
}

extension [UInt8] {
  /// The bytes followed by a zero byte, as in a C string.
  package var cString: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
