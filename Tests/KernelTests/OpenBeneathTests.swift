import CTestSupport
import Glibc
import Kernel
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Opening below a directory, with `openat2` and without.
struct OpenBeneathTests {
  private static let paths = [
    "file", "sub", "sub/file", "sub/sub/file", ".", "./file", "sub/./file", "sub//file", "sub/",
    "file/", "file/x", "link", "link/", "link/file", "sub/link", "sub/link/file", "loop", "loop/x",
    "fifo", "gone", "gone/x", "sub/gone", "/", "/etc/passwd", "..", "../x", "",
    String(repeating: "n", count: 256), String(repeating: "./", count: 2050) + "file",
  ]
  /// None of them waits for the other end of a FIFO.
  private static let flags = [
    O_RDONLY | O_NONBLOCK, O_RDONLY | O_DIRECTORY, O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
    O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
  ]

  private func withTree(_ body: (FileDescriptor) throws -> Void) throws {
    try Fixture.with { fixture in
      let tree = fixture.tree
      for path in ["file", "sub/file", "sub/sub/file"] { try tree.write("x", to: FilePath(path)) }
      try tree.symlink("link", to: "sub")
      try tree.symlink("sub/link", to: "../sub")
      try tree.symlink("loop", to: "loop")
      try tree.makeFIFO("fifo")
      let directory = try DirectoryStream.open(fixture.root)
      defer { try? directory.close() }
      try body(directory)
    }
  }

  /// What an open file is, or the error.
  private static func outcome(
    _ open: () throws(Errno) -> FileDescriptor
  ) -> Result<FileIdentity, Errno> {
    Result { () throws(Errno) in
      let file = try open()
      defer { try? file.close() }
      return try FileStatus(of: file).identity
    }
  }

  /// The outcomes of all paths and flags.
  private static func outcomes(in directory: FileDescriptor) -> [Result<FileIdentity, Errno>] {
    paths.map { Array($0.utf8) }.flatMap { path in
      flags.map { flags in
        outcome { () throws(Errno) in try OpenBeneath.open(path, in: directory, flags) }
      } + [outcome { () throws(Errno) in try OpenBeneath.lookUp(path, in: directory) }]
    }
  }

  @Test(arguments: [ENOSYS, EPERM])
  func `every path has the same outcome without openat2`(_ error: Int32) throws {
    try withTree { directory in
      let expected = Self.outcomes(in: directory)
      let found = Mutex<[Result<FileIdentity, Errno>]>([])
      let isRefused = Mutex(false)
      // A filter of system calls is that of one thread, and ends with it.
      try Thread {
        isRefused.withLock { $0 = ctest_refuse_call("openat2", error) == 0 }
        found.withLock { $0 = Self.outcomes(in: directory) }
      }.join()
      #expect(isRefused.withLock { $0 })
      let count = Self.flags.count + 1
      for (index, pair) in zip(expected, found.withLock { $0 }).enumerated() {
        let path = Self.paths[index / count].prefix(20)
        #expect(pair.0 == pair.1, "\(path), flags \(index % count)")
      }
      #expect(found.withLock { $0.count } == expected.count)
      #expect(expected.contains { (try? $0.get()) != nil })
    }
  }
}
