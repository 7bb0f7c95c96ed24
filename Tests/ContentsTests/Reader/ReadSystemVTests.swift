import Glibc
import TestSupport
@testable import Contents
@testable import Kernel
@testable import SharedMemory
@testable import Operations
import Testing

/// Looking at the bytes of a System V segment.
struct ReadSystemVTests {
  /// Whether the memory of an attachment can be opened, so that a moment of attachment is enough.
  private static let opensMappings = Capability.checkpointRestore.isHeld

  @Test(.needs(.checkpointRestore))
  func `reading through a holder has no side effects`() throws {
    try TestSystemVSegment.with(size: 1 << 17) { made in
      try made.attached { memory in
        memory[5000] = 42
        let before = try #require(try made.row())
        let segment = try #require(RealHost.segment(made))
        let reader = try ContentsReader.open(segment, accepting: .nothing)
        #expect(reader.method == .mapping(of: ProcessID(rawValue: getpid())))
        // The kernel's file has times, but nothing moves them.
        #expect(reader.modifyTime == nil && reader.attributes == nil)
        #expect(try reader.read(at: 4999, count: 3) == [0, 42, 0])
        let all = try reader.read(at: 0, count: 1 << 18)
        #expect(all.count == 1 << 17)
        #expect(all.count { $0 != 0 } == 1)
        #expect(try made.row() == before)
      }
    }
  }

  @Test(.needs(.checkpointRestore))
  func `a removed segment is read through its holder`() throws {
    try TestSystemVSegment.with(size: 4096) { made in
      try made.attached { memory in
        memory[0] = 9
        made.remove()
        let segment = try #require(RealHost.segment(made))
        let reader = try ContentsReader.open(segment, accepting: .nothing)
        #expect(try reader.read(at: 0, count: 1) == [9])
      }
    }
  }

  @Test func `a segment without attachments is not attached without consent`() throws {
    try TestSystemVSegment.with(size: 4096) { made in
      let before = try #require(try made.row())
      let segment = try #require(RealHost.segment(made))
      for cost in [AccessMethod.SideEffects.nothing, .accessTime] {
        #expect(
          throws: ContentsError.hasSideEffects(
            Self.opensMappings ? .attachAndDetach : .staysAttached)
        ) {
          try ContentsReader.open(segment, accepting: cost)
        }
      }
      #expect(try made.row() == before)
    }
  }

  @Test func `a user who accepts the side effects can read, and no page is allocated`() throws {
    try TestSystemVSegment.with(size: 1 << 17) { made in
      try made.attached { $0[70_000] = 5 }
      let before = try #require(RealHost.segment(made))
      let reader = try ContentsReader.open(before, accepting: .staysAttached)
      #expect(reader.method == (Self.opensMappings ? .briefAttachment : .attachment))
      #expect(try reader.read(at: 69_999, count: 3) == [0, 5, 0])
      #expect(try reader.read(at: 0, count: 1 << 18).count == 1 << 17)
      let after = try #require(RealHost.segment(made))
      #expect(after.resident == before.resident)
      #expect(after.attachments == (Self.opensMappings ? 0 : 1))
    }
  }

  @Test func `a segment that is gone is not opened`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let segment = try #require(RealHost.segment(made))
      made.remove()
      #expect(throws: ContentsError.gone) {
        try ContentsReader.open(segment, accepting: .allocatesPages)
      }
    }
  }

  @Test func `another segment with the same ID is not opened`() throws {
    let key = 0x6b39_0000 | Unique.number() & 0xffff
    try TestSystemVSegment.with(size: 1, key: key) { made in
      let (shmID, own) = (ShmID(rawValue: made.number), ProcessID(rawValue: getpid()))
      for (key, creator) in [(IPCKey.private, ProcessID(rawValue: 1)), (IPCKey(rawValue: 7), own)] {
        let other = Segment(
          identity: .systemV(
            SystemVIdentity(shmID: shmID, key: key, change: nil, creatorProcess: creator)),
          kind: .systemV, size: 1, allocated: nil, resident: nil, swapped: nil, mode: nil,
          owner: nil, times: Segment.Times())
        #expect(throws: ContentsError.replaced) {
          try ContentsReader.open(other, accepting: .allocatesPages)
        }
      }
    }
  }

  @Test func `a segment that a detach may destroy is not attached`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let segment = try #require(RealHost.segment(made))
      // Whether kernel.shm_rmid_forced is set is not known below this root.
      _ = try FileTree.with { tree in
        #expect(throws: ContentsError.wouldDestroy) {
          try ContentsReader.open(segment, accepting: .allocatesPages, root: tree.path)
        }
      }
      #expect(RealHost.segment(made)?.times.attach == nil)
    }
  }

  @Test(.needs(.setUserID))
  func `closing the last attachment of a removed segment is the end of it`() throws {
    try OtherUser.withSystemVSegment(size: 1, mode: 0o600) { made in
      let segment = try #require(RealHost.segment(made))
      try OtherUser.perform {
        let reader = try ContentsReader.open(segment, accepting: .staysAttached)
        #expect(!reader.isLastReference(with: segment))
        made.remove()
        #expect(reader.isLastReference(with: segment) == (reader.method == .attachment))
      }
    }
  }

  @Test(
    arguments: [
      (0, 0, 0), (4096, 0, 0), (8192, 0, 0), (0, 4096, 4096), (4095, 2, 2), (9_999, 5, 1),
      (10_000, 5, 0), (.max, 5, 0), (0, 100_000, 10_000), (-1, 5, 0),
    ] as [(Int64, Int, Int)])
  func `an attachment returns the bytes that exist`(offset: Int64, count: Int, got: Int) throws {
    try TestSystemVSegment.with(size: 10_000) { made in
      try made.attached { memory in for index in memory.indices { memory[index] = 3 } }
      let attachment = try SystemVAttachment(ShmID(rawValue: made.number))
      var bytes = [UInt8](repeating: 0, count: count)
      let read = try bytes.withUnsafeMutableBytes { try attachment.read(into: $0, at: offset) }
      #expect(read == got)
      #expect(bytes == Array(repeating: 3, count: got) + Array(repeating: 0, count: count - got))
    }
  }
}
