private import Glibc
internal import Kernel
package import SystemPackage

/// A sink that writes a new file; holes of the segment become holes of the file.
///
/// Why: Decisions/26-new-files-only.md
package final class ContentsFile: ContentsSink {
  private let file: FileDescriptor
  /// The name under which it was created; `nil` for a file without a name.
  private let entry: (directory: TrustedDirectory, name: [UInt8])?
  private var position: Int64 = 0

  /// Creates the file with mode 0600, because a segment can contain secrets.
  ///
  /// An existing file is never changed, and a symbolic link is not followed: `EEXIST`. Truncating a
  /// file would take memory from the processes that map it.
  package init(creating name: [UInt8], in directory: TrustedDirectory) throws(PathRefusal) {
    file = try directory.create(name)
    entry = (directory, name)
  }

  /// Creates the file with this path, like ``init(creating:in:)``.
  package convenience init(creating path: FilePath) throws(PathRefusal) {
    guard let last = path.lastComponent, last.kind == .regular else {
      throw .failed(path, .isDirectory)
    }
    do throws(PathRefusal) {
      try self.init(
        creating: FilePath(root: nil, components: last).bytes,
        in: .open(path.removingLastComponent()))
    } catch {
      throw error.named(path)
    }
  }

  /// Writes to an open file that is empty, and closes it in the end.
  package init(_ file: FileDescriptor) {
    self.file = file
    entry = nil
  }

  deinit { try? file.close() }

  /// Removes the name under which it was created, unless that stands for another file by now.
  package func discard() {
    if let entry { entry.directory.remove(entry.name, of: file) }
  }

  /// The file system that it is on, as `st_dev`; `nil` if it cannot be told.
  var device: UInt64? { (try? FileStatus(of: file))?.identity.device }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    var rest = bytes[...]
    // The position moves after each call, so that the bytes before a failure are kept.
    while !rest.isEmpty {
      let written = try file.writeSome(UnsafeRawBufferPointer(rebasing: rest), at: position)
      position += Int64(written)
      rest = rest.dropFirst(written)
    }
  }

  package func writeHole(_ count: UInt64) throws(Errno) {
    guard let count = Int64(exactly: count) else { throw .fileTooLarge }
    position += count
  }

  /// Sets the file's length to the bytes written, which can end with a hole.
  package func finish() throws(Errno) {
    try file.truncate(to: position)
  }

  /// Writes the bytes of an array after the others.
  package func write(_ bytes: [UInt8]) throws(Errno) {
    try throwingErrno { try bytes.withUnsafeBytes { try write($0) } }
  }

  /// Waits until the bytes are on the disk.
  ///
  /// The C function is `fsync`.
  package func flush() throws(Errno) { try file.synchronize() }
}
