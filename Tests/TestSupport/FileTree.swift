private import Glibc
package import SystemPackage

/// A directory of a test's own, with whatever files a test wants in it.
package struct FileTree: Sendable {
  /// The directory.
  package let path: FilePath

  /// A directory that is there already.
  package init(path: FilePath) { self.path = path }

  /// Makes a directory in `parent`, and removes it with all that is in it after `body`.
  package static func with<Result>(
    in parent: FilePath = "/tmp", _ body: (FileTree) throws -> Result
  ) throws -> Result {
    let path = parent.appending(Unique.name())
    try checked { path.withPlatformString { mkdir($0, 0o755) } }
    defer { remove(path) }
    return try body(FileTree(path: path))
  }

  /// Makes a directory and those above it.
  package func makeDirectory(_ name: FilePath) throws {
    var directory = path
    for component in name.components {
      directory.append(component)
      let result = directory.withPlatformString { mkdir($0, 0o755) }
      if result != 0 && errno != EEXIST { throw Errno(rawValue: errno) }
    }
  }

  /// Writes a file and makes the directories above it.
  package func write(_ text: String, to name: FilePath) throws {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file and makes the directories above it.
  package func write(_ bytes: [UInt8], to name: FilePath) throws {
    try makeDirectory(name.removingLastComponent())
    let file = try FileDescriptor.open(
      path.pushing(name), .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  /// The bytes of a file.
  package func bytes(of name: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path.pushing(name), .readOnly)
    return try file.closeAfter {
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
      return Array(bytes.prefix(count))
    }
  }

  /// The names in the folder itself.
  package var names: [String] {
    get throws {
      var found = glob_t()
      defer { globfree(&found) }
      guard glob(path.appending("*").string, GLOB_PERIOD, nil, &found) == 0 else { return [] }
      return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
        .compactMap { FilePath($0).lastComponent?.string }.filter { $0 != "." && $0 != ".." }
    }
  }

  /// Makes a file of `size` bytes that takes no block.
  package func makeSparseFile(_ name: FilePath, size: Int) throws {
    try write([], to: name)
    try checked { path.pushing(name).withPlatformString { truncate($0, size) } }
  }

  /// Gives a file a second name.
  package func link(_ name: FilePath, as other: FilePath) throws {
    try pair(path.pushing(name), path.pushing(other), Glibc.link)
  }

  /// Makes a symbolic link.
  package func symlink(_ name: FilePath, to target: FilePath) throws {
    try pair(target, path.pushing(name), Glibc.symlink)
  }

  /// Makes a FIFO.
  package func makeFIFO(_ name: FilePath) throws {
    try checked { path.pushing(name).withPlatformString { mkfifo($0, 0o600) } }
  }

  /// Makes a socket.
  package func makeSocket(_ name: FilePath) throws {
    try checked { path.pushing(name).withPlatformString { mknod($0, S_IFSOCK | 0o600, 0) } }
  }

  private func pair(
    _ first: FilePath, _ second: FilePath,
    _ call: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
  ) throws {
    try checked {
      first.withPlatformString { first in second.withPlatformString { call(first, $0) } }
    }
  }
}
