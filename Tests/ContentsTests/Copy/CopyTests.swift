import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Copying bytes of segments.
struct CopyTests {
  /// Keeps what it takes, and counts what it took as zeros.
  private struct Kept: ContentsSink {
    var bytes: [UInt8] = []
    var zeros: UInt64 = 0
    var room = Int.max
    var longestHole = UInt64.max

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
      guard self.bytes.count + bytes.count <= room else { throw .noSpace }
      self.bytes += bytes
    }

    mutating func writeHole(_ count: UInt64) {
      bytes += Array(repeating: 0, count: Int(count))
      zeros += count
    }

    func finish() {}
  }

  private func open(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  @Test func `a range is copied whole, and its holes are not read`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
      try made.write(bytes, at: 100_000)
      let reader = try open(made)
      let all = Array(repeating: 0, count: 100_000) + bytes
      for range in [0..<(1 << 20), 99_999..<100_001, 5..<5, 200_000..<400_001] as [Range<UInt64>] {
        var sink = Kept()
        #expect(try reader.copy(range, into: &sink) { _ in true } == range.upperBound)
        let expected = (all + Array(repeating: 0, count: 1 << 20))[
          Int(range.lowerBound)..<Int(range.upperBound)]
        #expect(sink.bytes.elementsEqual(expected))
        if range.lowerBound == 0 { #expect(sink.zeros > 700_000) }
      }
    }
  }

  @Test func `a copy stops if the caller says so`() throws {
    try TestSegment.with { made in
      try made.write(Array(repeating: 3, count: 1 << 20))
      var sink = Kept()
      #expect(try open(made).copy(0..<(1 << 20), into: &sink) { _ in false } == 1 << 17)
      #expect(sink.bytes.count == 1 << 17)
    }
  }

  /// Takes zeros in small pieces.
  private struct Slow: ContentsSink {
    var pieces: [UInt64] = []
    let longestHole: UInt64 = 1 << 20

    func write(_ bytes: UnsafeRawBufferPointer) {}
    mutating func writeHole(_ count: UInt64) { pieces.append(count) }
    func finish() {}
  }

  @Test
  func `a hole is written in pieces if the sink asks for it, and the copy can stop between them`()
    throws
  {
    try TestSegment.with(size: 1 << 62) { made in
      let reader = try open(made)
      var sink = Slow()
      // Not in the macro: a closure in one and another of the same type beside it become one function.
      let whole = try reader.copy(5..<(5 + (5 << 19)), into: &sink) { _ in true }
      #expect(whole == 5 + (5 << 19))
      #expect(sink.pieces == [1 << 20, 1 << 20, 1 << 19])
      let stopped = try reader.copy(0..<(1 << 62), into: &sink) { $0 < 3 << 20 }
      #expect(stopped == 3 << 20)
    }
  }

  @Test func `a copy stops at the end of a segment that has shrunk`() throws {
    try TestSegment.with { made in
      try made.write(Array(repeating: 3, count: 1 << 20))
      var sink = Kept()
      let end = try Self.copy(try open(made), into: &sink) { truncate(made.path.string, 150_000) }
      #expect(end == 150_000)
      #expect(sink.bytes == Array(repeating: 3, count: 150_000))
    }
  }

  /// Here no byte is left after the part that was read.
  @Test func `a copy stops where a segment ends by now, between two parts`() throws {
    try TestSegment.with { made in
      try made.write(Array(repeating: 3, count: 1 << 20))
      var sink = Kept()
      let end = try Self.copy(try open(made), into: &sink) { truncate(made.path.string, 1 << 17) }
      #expect(end == 1 << 17)
      #expect(sink.bytes.count == 1 << 17)
    }
  }

  /// The hole ends where the segment ends by now.
  @Test func `a copy stops in a hole that has become shorter`() throws {
    try TestSegment.with { made in
      try made.resize(to: 1 << 20)
      var sink = Kept(longestHole: 1 << 16)
      let end = try Self.copy(try open(made), into: &sink) { truncate(made.path.string, 1 << 16) }
      #expect(end == 1 << 16)
    }
  }

  private static func copy(
    _ reader: ContentsReader, into sink: inout Kept, doing act: () -> Int32
  ) throws -> UInt64 {
    try reader.copy(0..<(1 << 20), into: &sink) { _ in act() == 0 }
  }

  @Test func `an error of the sink is told apart from an error of the segment`() throws {
    try TestSegment.with { made in
      try made.write(Array(repeating: 3, count: 1 << 20))
      let reader = try open(made)
      var sink = Kept(room: 1 << 18)
      #expect(throws: CopyError.writing(.noSpace)) {
        try reader.copy(0..<(1 << 20), into: &sink) { _ in true }
      }
      #expect(sink.bytes.count == 1 << 18)
    }
  }

  @Test func `holes of a segment become holes of the file`() throws {
    try FileTree.with { tree in
      try TestSegment.with(size: 1 << 40) { made in
        try made.write([1, 2, 3], at: 1 << 30)
        let path = tree.path.appending("copy")
        var file = try ContentsFile(creating: path)
        let reader = try open(made)
        #expect(try reader.copy(1..<(1 << 40), into: &file) { _ in true } == 1 << 40)
        try file.finish()
        var status = stat()
        try checked { path.withPlatformString { stat($0, &status) } }
        #expect(status.st_size == 1 << 40 - 1)
        #expect(status.st_blocks * 512 < 1 << 20)
        #expect(status.st_mode & 0o777 == 0o600)
        let copy = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        defer { try? copy.close() }
        var bytes: [UInt8] = [9, 9, 9, 9]
        _ = try bytes.withUnsafeMutableBytes {
          try copy.read(fromAbsoluteOffset: 1 << 30 - 2, into: $0)
        }
        #expect(bytes == [0, 1, 2, 3])
      }
    }
  }

  @Test func `an existing file is not written, and a symbolic link is not followed`() throws {
    try FileTree.with { tree in
      try tree.write("mine", to: "file")
      try tree.symlink("link", to: tree.path.appending("nowhere"))
      try tree.makeFIFO("fifo")
      for name in ["file", "link", "fifo"] {
        let path = tree.path.appending(name)
        #expect(throws: PathRefusal.failed(path, .fileExists)) { try ContentsFile(creating: path) }
      }
    }
  }
}
