import Glibc
import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Looking at the bytes of a POSIX segment.
struct ReadPOSIXTests {
  private func open(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  @Test func `the bytes are those that were written`() throws {
    try TestSegment.with { made in
      let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
      try made.write(bytes)
      let reader = try open(made)
      #expect(reader.method == .file)
      #expect(try reader.read(at: 0, count: 10_000) == bytes)
      #expect(try reader.read(at: 4090, count: 20) == Array(bytes[4090..<4110]))
      #expect(try reader.read(at: 9_999, count: 100) == [bytes[9_999]])
      #expect(try reader.read(at: 5, count: 0) == [])
    }
  }

  @Test(arguments: [10_000, 1 << 40, UInt64(Int64.max), 1 << 63, .max])
  func `after the end there are no bytes`(offset: UInt64) throws {
    try TestSegment.with(size: 10_000) { made in
      let reader = try open(made)
      #expect(try reader.read(at: offset, count: 4096) == [])
    }
  }

  @Test func `reading has no side effects`() throws {
    try TestSegment.with(size: 1 << 30) { made in
      try made.write([1, 2, 3], at: 1 << 29)
      try made.makeOld()
      let before = try made.trace()
      let reader = try open(made)
      #expect(try reader.read(at: 1 << 29, count: 4) == [1, 2, 3, 0])
      #expect(try reader.read(at: 0, count: 1 << 20).allSatisfy { $0 == 0 })
      #expect(try made.trace() == before)
    }
  }

  @Test func `an empty segment has no bytes`() throws {
    try TestSegment.with { made in
      let reader = try open(made)
      #expect(try reader.read(at: 0, count: 4096) == [])
    }
  }

  @Test func `a segment that shrinks while it is open gives fewer bytes`() throws {
    try TestSegment.with(size: 100_000) { made in
      let reader = try open(made)
      #expect(try reader.read(at: 0, count: 100_000).count == 100_000)
      try made.resize(to: 5_000)
      #expect(try reader.read(at: 0, count: 100_000).count == 5_000)
      #expect(try reader.read(at: 50_000, count: 100) == [])
    }
  }

  @Test func `a segment that is unlinked while it is open can still be read`() throws {
    try TestSegment.with { made in
      try made.write([1, 2, 3])
      let reader = try open(made)
      FileTree.remove(made.path)
      #expect(try reader.read(at: 0, count: 10) == [1, 2, 3])
    }
  }

  @Test func `a segment in a directory is read`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write([4, 5], to: "inner/file")
      let top = try #require(tree.path.lastComponent).string
      let segment = try #require(RealHost.segment(named: top + "/inner/file"))
      let reader = try ContentsReader.open(segment, accepting: .nothing)
      #expect(try reader.read(at: 0, count: 10) == [4, 5])
    }
  }

  @Test func `a segment that is gone is not opened`() throws {
    try TestSegment.with { made in
      let segment = try #require(RealHost.segment(named: made.name))
      FileTree.remove(made.path)
      #expect(throws: ContentsError.gone) {
        try ContentsReader.open(segment, accepting: .nothing)
      }
    }
  }

  @Test(arguments: Substitute.allCases)
  func `a file that has replaced the segment is not opened`(substitute: Substitute) throws {
    try TestSegment.with { made in
      let segment = try #require(RealHost.segment(named: made.name))
      try RealHost.replace(made, substitute.make)
      #expect(throws: ContentsError.replaced) {
        try ContentsReader.open(segment, accepting: .allocatesPages)
      }
    }
  }

  @Test func `a file that a holder has instead of the segment is not opened`() throws {
    try TestSegment.with { made in
      try made.write([6])
      let segment = try #require(RealHost.segment(named: made.name))
      let file = try #require(segment.file)
      let descriptor = try made.open()
      defer { close(descriptor) }
      var holder = Holder(
        process: ProcessID(rawValue: getpid()), user: UserID(rawValue: geteuid()), command: [])
      holder.link = .descriptor(descriptor)
      func open(device: UInt64 = 0, inode: UInt64 = 0, birth: Timestamp?) throws -> ContentsReader {
        let identity = FileIdentity(
          device: file.device + device, inode: file.inode + inode, birth: birth)
        return try SegmentFile.find(identity, heldBy: [holder], root: "/") {
          link throws(ContentsError) in
          try ContentsReader.reopen(link.file, accepting: .accessTime, root: "/")
        }
      }
      for birth in [file.birth, nil] {
        #expect(try open(birth: birth).read(at: 0, count: 1) == [6])
        #expect(throws: ContentsError.gone) { try open(device: 1, birth: birth) }
        #expect(throws: ContentsError.gone) { try open(inode: 1, birth: birth) }
      }
      #expect(throws: ContentsError.gone) { try open(birth: Timestamp(seconds: 1)) }
    }
  }
}
