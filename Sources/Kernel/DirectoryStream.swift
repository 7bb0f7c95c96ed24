private import CLinux
internal import Glibc
package import SystemPackage

/// The names in one directory, read without moving its access time where that is allowed.
///
/// The C functions are `fdopendir` and `readdir`.
package final class DirectoryStream {
  private let stream: OpaquePointer
  /// The directory itself, to look its files up in; it closes with the stream.
  package let file: FileDescriptor

  /// Opens the directory `path` below `root`, or `root` again where `path` is `nil`.
  package init(beneath root: FileDescriptor, path: [UInt8]?) throws(Errno) {
    let opened = try OpenBeneath.open(path ?? [UInt8(ascii: ".")], in: root, Self.flags)
    guard let stream = fdopendir(opened.rawValue) else {
      let error = Errno(rawValue: errno)
      close(opened.rawValue)
      throw error
    }
    self.stream = stream
    file = opened
  }

  deinit { closedir(stream) }

  /// The next name but `.` and `..`, or `nil` at the end.
  ///
  /// It is valid until the next call.
  package func next() throws(Errno) -> UnsafePointer<CChar>? {
    errno = 0
    while let entry = readdir(stream) {
      let name = UnsafeRawPointer(entry).advanced(by: Self.nameOffset)
        .assumingMemoryBound(to: CChar.self)
      if strcmp(name, ".") != 0 && strcmp(name, "..") != 0 { return UnsafePointer(name) }
    }
    guard errno == 0 else { throw Errno(rawValue: errno) }
    return nil
  }

  /// The bytes of a name.
  ///
  /// The C function is `strlen`.
  package static func length(_ name: UnsafePointer<CChar>) -> Int { strlen(name) }

  /// Opens a directory by an absolute path, through symbolic links: `/dev/shm` can be one.
  package static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
    for flags in [Self.flags | clinux_no_access_time, Self.flags] {
      let file = path.withPlatformString { Glibc.open($0, flags | O_CLOEXEC) }
      if file >= 0 { return FileDescriptor(rawValue: file) }
      if errno != EPERM { break }
    }
    throw Errno(rawValue: errno)
  }

  private static let flags = O_RDONLY | O_DIRECTORY
  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
}
