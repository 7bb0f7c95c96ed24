private import CLinux
internal import Contents
private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension Restoration {
  /// Makes a file without a name, and gives it its name once it is whole, so that nobody ever sees half
  /// of it, and nothing is left where that fails.
  ///
  /// The C functions are `open` with `O_TMPFILE`, and `linkat`, which replaces nothing.
  static func make(
    _ metadata: SegmentMetadata, named name: ShmName, from bytes: Source, root: FilePath
  ) throws(Refusal) -> (id: SegmentID, warnings: [Warning]) {
    let (path, last) = name.split
    let directory = try attempt { () throws(Errno) in try open(path, root: root) }
    defer { try? directory.close() }
    // Before much is copied; that it is free in the end is for `linkat` to see.
    let entry = DirectoryEntry(last, in: directory)
    if (try? entry.status()) != nil { throw .nameTaken }
    let flags = clinux_unnamed_file | O_RDWR
    let file = try attempt { () throws(Errno) in
      try directory.open(".", flags: flags, permissions: .ownerReadWrite)
    }
    var sink = ContentsFile(file)
    // It closes the file.
    defer { withExtendedLifetime(sink) {} }
    try copy(bytes, of: metadata, into: &sink)
    let warnings = finish(file, metadata)
    let inode = try attempt { () throws(Errno) in try FileStatus(of: file).identity.inode }
    do throws(Errno) { try entry.link(file) } catch {
      throw error == .fileExists ? .nameTaken : .failed(error)
    }
    return (.posix(name, inode: inode), warnings)
  }

  private static func open(_ path: [UInt8]?, root: FilePath) throws(Errno) -> FileDescriptor {
    let shm = try DirectoryStream.open(root.appending("dev/shm"))
    guard let path else { return shm }
    defer { try? shm.close() }
    return try OpenBeneath.open(path, in: shm, O_RDONLY | O_DIRECTORY)
  }

  /// Gives the file its owner, as far as the caller may, and then its mode, which a new owner can cost
  /// bits of.
  private static func finish(
    _ file: FileDescriptor, _ metadata: SegmentMetadata
  ) -> [Warning] {
    var warnings: [Warning] = []
    let owner = metadata.owner
    do throws(Errno) {
      try syscall { fchown(file.rawValue, owner.user.rawValue, owner.group.rawValue) }
    } catch {
      warnings.append(.owner(error))
    }
    do throws(Errno) {
      try syscall { fchmod(file.rawValue, metadata.mode.accessPermissions.rawValue) }
    } catch {
      warnings.append(.mode(error))
    }
    return warnings
  }

  private static func attempt<Value>(
    _ body: () throws(Errno) -> Value
  ) throws(Refusal) -> Value {
    do throws(Errno) { return try body() } catch { throw .failed(error) }
  }
}
