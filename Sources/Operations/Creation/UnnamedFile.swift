private import CLinux
internal import Contents
private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// A POSIX segment in the making: a file without a name, which gets its name when it is complete.
///
/// A partial segment is never visible, a failure or a kill leaves nothing behind, and an existing file is
/// never replaced. The C functions are `open` with `O_TMPFILE`, and `linkat`.
///
/// Why: Decisions/32-restore.md
final class UnnamedFile {
  private let name: ShmName
  private let directory: OwnedFile
  /// The file, which belongs to the caller and has mode 0600.
  let file: FileDescriptor
  /// Writes the bytes of the file; closes it with the last reference.
  let sink: ContentsFile

  /// Creates the file; `EEXIST` if the name is taken.
  init(_ name: ShmName, root: FilePath) throws(Errno) {
    let (path, last) = name.split
    let directory = OwnedFile(try Self.open(path, root: root))
    // An early check, before much is written. `linkat` checks again in the end.
    if (try? DirectoryEntry(last, in: directory.file).status()) != nil { throw .fileExists }
    let file = try directory.file.open(
      ".", flags: clinux_unnamed_file | O_RDWR, permissions: .ownerReadWrite)
    (self.name, self.directory, self.file) = (name, directory, file)
    sink = ContentsFile(file)
    // The umask can leave no permissions, and attributes need one to write.
    try file.setPermissions(.ownerReadWrite)
  }

  /// Gives the file its name, and returns its status; `EEXIST` if the name is taken.
  func publish() throws(Errno) -> FileStatus {
    try DirectoryEntry(name.split.file, in: directory.file).link(file)
    return try FileStatus(of: file)
  }

  private static func open(_ path: [UInt8]?, root: FilePath) throws(Errno) -> FileDescriptor {
    let shm = try DirectoryStream.open(root.appending("dev/shm"))
    guard let path else { return shm }
    defer { try? shm.close() }
    return try OpenBeneath.open(path, in: shm, O_RDONLY | O_DIRECTORY)
  }
}
