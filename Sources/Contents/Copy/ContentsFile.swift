private import Glibc
internal import Kernel
package import SystemPackage

/// A sink that writes a new file; holes of the segment become holes of the file.
///
/// Why: Decisions/26-new-files-only.md
package final class ContentsFile: ContentsSink {
  private let file: FileDescriptor
  private var position: Int64 = 0

  /// Creates the file with mode 0600, because a segment can contain secrets.
  ///
  /// An existing file is never changed, and a symbolic link is not followed: `EEXIST`. Truncating a
  /// file would take memory from the processes that map it.
  package init(creating path: FilePath) throws(Errno) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
    file = try .open(path, flags: flags, permissions: .ownerReadWrite)
  }

  /// Writes to an open file that is empty, and closes it in the end.
  package init(_ file: FileDescriptor) { self.file = file }

  deinit { try? file.close() }

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

  /// Waits until the names in a directory are on the disk.
  package static func flush(directory: FilePath) throws(Errno) {
    let file = try DirectoryStream.open(directory)
    defer { try? file.close() }
    try file.synchronize()
  }
}
