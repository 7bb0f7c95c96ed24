internal import Glibc

/// A file of the test in `/dev/shm`: a POSIX segment, or something that is none.
struct OwnFile {
  /// The name without the slash that `shm_open` wants before it.
  let bytes: [UInt8]

  /// A segment of some bytes that begins with `contents`; the rest is a hole.
  ///
  /// The C function is `shm_open`.
  init(_ bytes: [UInt8], size: Int = 4096, contents: [UInt8] = []) throws {
    self.bytes = bytes
    let file = shm_open(Self.cString([UInt8(ascii: "/")] + bytes), O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw Failure(call: "shm_open") }
    defer { close(file) }
    guard ftruncate(file, size) == 0 else { throw Failure(call: "ftruncate") }
    try put(contents, into: file)
  }

  /// A segment by a text.
  init(_ name: String = OwnName.make(), size: Int = 4096, contents: [UInt8] = []) throws {
    try self.init(Array(name.utf8), size: size, contents: contents)
  }

  /// A file that `make` makes at the path it is given, returning 0.
  init(_ call: String, make: (String) -> Int32) throws {
    let name = OwnName.make()
    bytes = Array(name.utf8)
    guard make("/dev/shm/\(name)") == 0 else { throw Failure(call: call) }
  }

  /// The name as text, without slash.
  var name: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the name is still there, whatever it is.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// What somebody else is to make.
  init(named name: String) { bytes = Array(name.utf8) }

  /// Opens it for reading.
  func open() throws -> Int32 {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(call: "open") }
    return file
  }

  /// How much memory it takes, in the unit of `st_blocks`.
  func blocks() throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure(call: "stat") }
    return status.st_blocks
  }

  /// Writes bytes at a place of the segment.
  func write(_ contents: [UInt8], at place: Int = 0) throws {
    let file = Glibc.open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(call: "open") }
    defer { close(file) }
    try put(contents, into: file, at: place)
  }

  /// Writes one byte to every place.
  func fill(with byte: UInt8) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure(call: "stat") }
    let piece = [UInt8](repeating: byte, count: 1 << 20)
    for place in stride(from: 0, to: status.st_size, by: piece.count) {
      try write(Array(piece.prefix(status.st_size - place)), at: place)
    }
  }

  /// Removes it; nothing happens where it is gone.
  func remove() {
    if unlink(path) != 0 && errno == EISDIR { rmdir(path) }
  }

  private var path: [CChar] { Self.cString(Array("/dev/shm/".utf8) + bytes) }

  private func put(_ contents: [UInt8], into file: Int32, at place: Int = 0) throws {
    guard pwrite(file, contents, contents.count, place) == contents.count else {
      throw Failure(call: "pwrite")
    }
  }

  private static func cString(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }
}
