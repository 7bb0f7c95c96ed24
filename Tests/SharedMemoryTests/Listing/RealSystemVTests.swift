import Glibc
import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// System V segments of the real kernel.
struct RealSystemVTests {
  @Test func `a new segment is listed with its size, mode, owner and creator`() throws {
    let key = 0x9000_0000 | UInt32(bitPattern: getpid()) << 8 | Unique.number() & 0xff
    try TestSystemVSegment.with(size: 10_000, key: key, mode: 0o640) { made in
      let segment = try #require(RealHost.segment(made))
      let owner = Ownership(
        user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid()))
      #expect(segment.kind == .systemV)
      #expect(segment.key == IPCKey(rawValue: key))
      #expect(segment.size == 10_000)
      #expect(segment.mode == FileMode(rawValue: 0o640))
      #expect(segment.owner == owner)
      #expect(segment.creator == owner)
      #expect(segment.creatorProcess == ProcessID(rawValue: getpid()))
      #expect(segment.lastProcess == nil)
      #expect(segment.attachments == 0)
      #expect(segment.resident == 0)
      #expect(segment.allocated == 0)
      #expect(segment.times.attach == nil)
      #expect(segment.times.detach == nil)
      #expect(segment.birth != nil)
    }
  }

  @Test func `written pages and attachments are counted`() throws {
    try TestSystemVSegment.with(size: 1 << 20) { made in
      try made.attached { memory in
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        memory[0] = 1
        memory[5 * page] = 1
        let segment = try #require(RealHost.segment(made))
        #expect(segment.allocated == UInt64(2 * page))
        #expect(segment.attachments == 1)
        #expect(segment.lastProcess == ProcessID(rawValue: getpid()))
        #expect(segment.times.attach != nil)
        let nested = try made.attached { _ in RealHost.segment(made)?.attachments }
        #expect(nested == 2)
      }
      let segment = try #require(RealHost.segment(made))
      #expect(segment.attachments == 0)
      #expect(segment.times.detach != nil)
    }
  }

  @Test func `a removed segment stays visible while it is attached`() throws {
    try TestSystemVSegment.with(size: 4096) { made in
      try made.attached { _ in
        made.remove()
        let segment = try #require(RealHost.segment(made))
        #expect(segment.isRemoved)
        #expect(segment.key == .private)
        #expect(segment.attachments == 1)
      }
      #expect(RealHost.segment(made) == nil)
    }
  }

  @Test func `a segment with mode 0 is listed`() throws {
    try TestSystemVSegment.with(size: 1, mode: 0) { made in
      let segment = try #require(RealHost.segment(made))
      #expect(segment.mode == FileMode(rawValue: 0))
      #expect(segment.size == 1)
      #expect(segment.key == .private)
      #expect(!segment.isRemoved)
    }
  }

  @Test func `two snapshots show the same segment`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let first = try #require(RealHost.segment(made))
      let second = try #require(RealHost.segment(made))
      #expect(first.identity == second.identity)
      #expect(first.identity.id == .systemV(ShmID(rawValue: made.number)))
    }
  }

  @Test func `the kernel's limits and memory can be read`() {
    var snapshotReader = SnapshotReader()
    let snapshot = snapshotReader.read([.limits, .memory])
    #expect(snapshot.limits != nil)
    #expect(snapshot.memory != nil)
    #expect(snapshot.fileSystem?.type == .tmpfs)
  }
}
