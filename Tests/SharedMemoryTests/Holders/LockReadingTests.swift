import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

@Suite("Locks that are read during a scan") struct LockReadingTests {
  private static let line = "1: POSIX  ADVISORY  WRITE 7 00:1b:5 0 EOF\n"

  @Test func `are those on the file system at the end of the scan`() throws {
    try Fixture.with { fixture in
      try fixture.tree.write(Self.line, to: "proc/locks")
      let reading = LockReading(root: fixture.root)
      #expect(reading.locks(on: 0x1b).map(\.inode) == [5])
    }
  }

  @Test func `on other file systems, and if they cannot be read, are none`() throws {
    try Fixture.with { fixture in
      #expect(LockReading(root: fixture.root).locks(on: 0x1b).isEmpty)
      try fixture.tree.write(Self.line, to: "proc/locks")
      #expect(LockReading(root: fixture.root).locks(on: 0x1c).isEmpty)
    }
  }
}
