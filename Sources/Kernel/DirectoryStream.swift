private import CLinux
internal import Glibc
package import SystemPackage

/// The names in a directory, read one by one.
///
/// The directory's access time is kept unchanged if that is permitted.
///
/// The C functions are `fdopendir` and `readdir`.
package final class DirectoryStream {
  private let stream: OpaquePointer
  /// The open directory, for system calls on its files; it is closed with the stream.
  package let file: FileDescriptor

  /// Opens the directory `path` below `root`, or `root` itself if `path` is `nil`.
  package init(beneath root: FileDescriptor, path: [UInt8]?) throws(Errno) {
    let opened = try OpenBeneath.open(path ?? [UInt8(ascii: ".")], in: root, Self.flags)
    guard let stream = fdopendir(opened.rawValue) else {
      let error = Errno.latest
      try? opened.close()
      throw error
    }
    self.stream = stream
    file = opened
  }

  deinit { closedir(stream) }

  /// The next name other than `.` and `..`, or `nil` at the end.
  ///
  /// The pointer is valid until the next call. Throws the error of `readdir`.
  package func next() throws(Errno) -> UnsafePointer<CChar>? {
    errno = 0
    while let entry = readdir(stream) {
      let name = UnsafeRawPointer(entry).advanced(by: Self.nameOffset)
        .assumingMemoryBound(to: CChar.self)
      if strcmp(name, ".") != 0 && strcmp(name, "..") != 0 { return UnsafePointer(name) }
    }
    guard errno == 0 else { throw .latest }
    return nil
  }

  /// The length of a name in bytes.
  ///
  /// The C function is `strlen`.
  package static func length(_ name: UnsafePointer<CChar>) -> Int { strlen(name) }

  /// Opens a directory by an absolute path, following symbolic links, because `/dev/shm` can be
  /// one.
  package static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
    try FileDescriptor.open(keepingAccessTimeOf: path, flags: Self.flags)
  }

  private static let flags = O_RDONLY | O_DIRECTORY
  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
}
