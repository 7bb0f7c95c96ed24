import Glibc
import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// POSIX segments of the real kernel.
struct RealPOSIXTests {
  @Test func `a new segment is listed with its size, mode, owner and birth time`() throws {
    try TestSegment.with(size: 1 << 20, mode: 0o640) { made in
      let segment = try #require(RealHost.segment(named: made.name))
      #expect(segment.kind == .posix)
      #expect(segment.size == 1 << 20)
      #expect(segment.allocated == 0)
      #expect(segment.mode?.accessPermissions == FilePermissions(rawValue: 0o640))
      #expect(segment.owner?.user == UserID(rawValue: geteuid()))
      #expect(segment.attachments == nil)
      #expect(segment.times.create != nil)
      #expect(segment.birth == segment.times.create)
      #expect(!segment.isRemoved)
    }
  }

  @Test func `written blocks count as allocated`() throws {
    try TestSegment.with(size: 1 << 30) { made in
      try made.write([1, 2, 3], at: 1 << 29)
      let segment = try #require(RealHost.segment(named: made.name))
      #expect(segment.size == 1 << 30)
      #expect(segment.allocated == UInt64(sysconf(Int32(_SC_PAGESIZE))))
    }
  }

  @Test func `a renamed file is the same file in another row`() throws {
    try TestSegment.with { made in
      let before = try #require(RealHost.segment(named: made.name))
      let name = Unique.name()
      let path = FilePath("/dev/shm").appending(name)
      defer { FileTree.remove(path) }
      try checked {
        made.path.withPlatformString { old in path.withPlatformString { rename(old, $0) } }
      }
      let after = try #require(RealHost.segment(named: name))
      #expect(after.file == before.file)
      #expect(after.identity.id != before.identity.id)
      #expect(RealHost.segment(named: made.name) == nil)
    }
  }

  @Test func `a new file under an old name is another segment`() throws {
    try TestSegment.with { made in
      let before = try #require(RealHost.segment(named: made.name))
      try RealHost.replace(made, Substitute.file.make)
      let after = try #require(RealHost.segment(named: made.name))
      #expect(after.identity != before.identity)
      #expect(after.identity.id != before.identity.id)
    }
  }

  @Test func `a semaphore has a kind of its own`() throws {
    try TestSegment.with(named: "sem." + Unique.name(), size: 32) { made in
      #expect(RealHost.segment(named: made.name)?.kind == .semaphore)
    }
  }

  @Test func `a file in a directory is a segment and the directory is none`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "inner/file")
      let top = try #require(tree.path.lastComponent).string
      #expect(RealHost.segment(named: top + "/inner/file")?.size == 1)
      #expect(RealHost.other(named: top)?.type == .directory)
      #expect(RealHost.other(named: top + "/inner")?.type == .directory)
    }
  }
}
