private import Glibc
package import SystemPackage

/// A file of a test's own in `/dev/shm`.
package struct POSIXFile: Sendable {
  /// Its path below `/dev/shm`.
  package let name: String
  /// The open file.
  package let file: FileDescriptor

  /// Its absolute path.
  package var path: FilePath { FilePath("/dev/shm").appending(name) }

  /// Makes a file with `shm_open`, and removes it after `body`.
  package static func with<Result>(
    named name: String = Unique.name(), size: Int = 0, mode: UInt32 = 0o600,
    _ body: (POSIXFile) throws -> Result
  ) throws -> Result {
    let file = try checked { shm_open("/" + name, O_RDWR | O_CREAT | O_EXCL, mode) }
    let segment = POSIXFile(name: name, file: FileDescriptor(rawValue: file))
    defer {
      FileTree.remove(segment.path)
      close(file)
    }
    try checked { fchmod(file, mode) }
    try checked { ftruncate(file, size) }
    return try body(segment)
  }

  /// Writes bytes into it.
  package func write(_ bytes: [UInt8], at offset: Int64 = 0) throws {
    _ = try file.writeAll(toAbsoluteOffset: offset, bytes)
  }

  /// Makes it longer or shorter.
  package func resize(to size: Int) throws { try checked { ftruncate(file.rawValue, size) } }

  /// Bytes that it takes, and when it was last read.
  package func trace() throws -> Trace {
    var status = stat()
    try checked { fstat(file.rawValue, &status) }
    return Trace(
      blocks: Int(status.st_blocks), readSeconds: Int(status.st_atim.tv_sec),
      readNanoseconds: Int(status.st_atim.tv_nsec))
  }

  /// Puts its times into the past, reading before writing, so that any reader would move them.
  package func makeOld() throws {
    var times = [timespec(tv_sec: 1000, tv_nsec: 1), timespec(tv_sec: 2000, tv_nsec: 2)]
    try checked { futimens(file.rawValue, &times) }
  }

  /// What looking could change.
  package struct Trace: Equatable, Sendable {
    package let blocks: Int
    package let readSeconds: Int
    package let readNanoseconds: Int
  }
}
