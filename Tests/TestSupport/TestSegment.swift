private import Glibc
package import SystemPackage

/// A file of a test's own in `/dev/shm`: a POSIX segment, or something that is none.
package struct TestSegment: Sendable {
  /// The name without the slash that `shm_open` wants before it.
  package let bytes: [UInt8]
  /// The open file, for as long as ``with(named:size:mode:_:)`` lasts.
  package let file: FileDescriptor?

  /// The name as text, without slash.
  package var name: String { String(decoding: bytes, as: UTF8.self) }

  /// The absolute path.
  package var path: FilePath { FilePath(platformString: cPath) }

  private var cPath: [CChar] {
    (Array("/dev/shm/".utf8) + bytes).map { CChar(bitPattern: $0) } + [0]
  }

  /// A segment of some bytes that begins with `contents`; the rest is a hole.
  ///
  /// The C function is `shm_open`.
  package init(_ bytes: [UInt8], size: Int = 4096, contents: [UInt8] = []) throws {
    let file = try Self.open(bytes)
    defer { close(file) }
    try checked { ftruncate(file, size) }
    self.init(named: bytes, file: nil)
    try write(contents)
  }

  /// A segment by a text.
  package init(
    _ name: String = Unique.name(), size: Int = 4096, contents: [UInt8] = []
  ) throws {
    try self.init(Array(name.utf8), size: size, contents: contents)
  }

  /// A file that `make` makes at the path it is given, returning 0.
  package init(_ call: String, make: (String) -> Int32) throws {
    let name = Unique.name()
    guard make("/dev/shm/\(name)") == 0 else { throw Failure(call: call) }
    self.init(named: name)
  }

  /// A file that is there already, or that something else is to make.
  package init(named name: String) { self.init(named: Array(name.utf8), file: nil) }

  private init(named bytes: [UInt8], file: FileDescriptor?) {
    (self.bytes, self.file) = (bytes, file)
  }

  /// Makes a segment, has it open during `body`, and removes it.
  package static func with<Result>(
    named name: String = Unique.name(), size: Int = 0, mode: UInt32 = 0o600,
    _ body: (TestSegment) throws -> Result
  ) throws -> Result {
    let file = try open(Array(name.utf8), mode: mode)
    let segment = TestSegment(named: Array(name.utf8), file: FileDescriptor(rawValue: file))
    defer {
      FileTree.remove(segment.path)
      close(file)
    }
    try checked { fchmod(file, mode) }
    try checked { ftruncate(file, size) }
    return try body(segment)
  }

  private static func open(_ bytes: [UInt8], mode: UInt32 = 0o600) throws -> Int32 {
    let name = [UInt8(ascii: "/")] + bytes
    return try checked {
      shm_open(name.map { CChar(bitPattern: $0) } + [0], O_RDWR | O_CREAT | O_EXCL, mode)
    }
  }

  /// Whether the name is still there, whatever it is.
  package var exists: Bool {
    var status = stat()
    return lstat(cPath, &status) == 0
  }

  /// Removes it; nothing happens where it is gone.
  package func remove() {
    if unlink(cPath) != 0 && errno == EISDIR { rmdir(cPath) }
  }
}

/// What is in the file, and what the kernel says of it.
extension TestSegment {
  /// Opens it for reading.
  package func open() throws -> Int32 { try checked { Glibc.open(cPath, O_RDONLY | O_CLOEXEC) } }

  /// Writes bytes at a place of the segment.
  package func write(_ contents: [UInt8], at place: Int = 0) throws {
    try write(contents, at: Int64(place))
  }

  /// Writes bytes at a place of the segment.
  package func write(_ contents: [UInt8], at place: Int64) throws {
    try withFile(O_WRONLY) { file in
      _ = try FileDescriptor(rawValue: file).writeAll(toAbsoluteOffset: place, contents)
    }
  }

  /// Writes one byte to every place.
  package func fill(with byte: UInt8) throws {
    let size = try status().st_size
    let piece = [UInt8](repeating: byte, count: 1 << 20)
    for place in stride(from: 0, to: size, by: piece.count) {
      try write(Array(piece.prefix(size - place)), at: place)
    }
  }

  /// Makes it longer or shorter.
  package func resize(to size: Int) throws {
    try withFile(O_WRONLY) { file in try checked { ftruncate(file, size) } }
  }

  /// How much memory it takes, in the unit of `st_blocks`.
  package func blocks() throws -> Int { Int(try status().st_blocks) }

  /// The file's number, `st_ino`.
  package func inode() throws -> UInt64 { UInt64(try status().st_ino) }

  /// Bytes that it takes, and when it was last read.
  package func trace() throws -> Trace {
    let status = try status()
    return Trace(
      blocks: Int(status.st_blocks), readSeconds: Int(status.st_atim.tv_sec),
      readNanoseconds: Int(status.st_atim.tv_nsec))
  }

  /// Puts its times into the past, reading before writing, so that any reader would move them.
  package func makeOld() throws {
    let times = [timespec(tv_sec: 1000, tv_nsec: 1), timespec(tv_sec: 2000, tv_nsec: 2)]
    try withFile(O_WRONLY) { file in try checked { futimens(file, times) } }
  }

  /// What looking could change.
  package struct Trace: Equatable, Sendable {
    package let blocks: Int
    package let readSeconds: Int
    package let readNanoseconds: Int
  }

  private func status() throws -> stat {
    var status = stat()
    if let file {
      try checked { fstat(file.rawValue, &status) }
    } else {
      try checked { stat(cPath, &status) }
    }
    return status
  }

  private func withFile(_ access: Int32, _ body: (Int32) throws -> Void) throws {
    if let file { return try body(file.rawValue) }
    let file = try checked { Glibc.open(cPath, access | O_CLOEXEC) }
    defer { close(file) }
    try body(file)
  }
}
