import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel

struct FileLeaseTests {
  /// Whether a file has a lease by a line of `/proc/locks`, which is made of its device and inode.
  private func isTaken(_ line: (_ device: String, _ inode: UInt64) -> String) throws -> Bool {
    try Fixture.with(in: "/dev/shm") { fixture in
      try fixture.tree.write("x", to: "file")
      let file = try FileDescriptor.open(fixture.root.appending("file"), .readOnly)
      defer { try? file.close() }
      let identity = try FileStatus(of: file).identity
      // A tmpfs has a device without a major number.
      #expect(identity.device < 256)
      let device = "00:" + String(identity.device, radix: 16)
      try fixture.tree.write(line(device, identity.inode), to: "proc/locks")
      return FileLease.isTaken(on: file, root: fixture.root)
    }
  }

  @Test func `of another process is known by device and inode`() throws {
    #expect(try isTaken { "1: LEASE  ACTIVE    WRITE 7 \($0):\($1) 0 EOF\n" })
    #expect(try isTaken { "1: LEASE  BREAKING  READ  7 \($0):\($1) 0 EOF\n" })
  }

  @Test func `on another file, or another lock, is none`() throws {
    #expect(try !isTaken { "1: LEASE  ACTIVE    WRITE 7 \($0):\($1 + 1) 0 EOF\n" })
    #expect(try !isTaken { "1: LEASE  ACTIVE    WRITE 7 fe:77:\($1) 0 EOF\n" })
    #expect(try !isTaken { "1: POSIX  ADVISORY  WRITE 7 \($0):\($1) 0 EOF\n" })
    #expect(try !isTaken { _, _ in "" })
  }

  @Test func `is refused by the owner and by settings, and not by a shortage`() {
    for error in [Errno.permissionDenied, .notPermitted, .invalidArgument] {
      #expect(FileLease.isRefused(error))
    }
    for error in [Errno.tooManyOpenFiles, .noMemory, .resourceTemporarilyUnavailable, .ioError] {
      #expect(!FileLease.isRefused(error))
    }
  }
}
