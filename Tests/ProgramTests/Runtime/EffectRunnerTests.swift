import Glibc
@testable import Monitor
import Formatting
import Query
import SafeText
import SharedMemory
import TestSupport
import Testing

@testable import shmtop
import Contents
import Kernel
import Operations

@Suite("The effect runner") struct EffectRunnerTests {
  private static let request = LineRequest(
    anchor: 0, above: 0, below: 4, bytesPerRow: 16, squeezes: false)

  @Test func `gives the rows of the segments`() throws {
    try TestSegment.with(size: 4096) { file in
      let loop = try RunnerLoop()
      let segment = try file.segment()
      loop.runner.perform(.collect(SortAndFilter(by: .id)))
      let model = try loop.wait { if case .rows(let model) = $0 { model } else { nil } }
      #expect(model.snapshot.segments.contains { $0.identity == segment.identity })
    }
  }

  @Test func `reads lines of the open segment, and none once it is closed`() throws {
    try TestSegment.with(size: 4096) { file in
      try file.write(Array("sixteen bytes...".utf8))
      let loop = try RunnerLoop()
      let session = SessionID().next
      try loop.open(try file.segment(), session)
      loop.runner.perform(.readContents(session, Self.request))
      let page = try loop.wait { event in
        if case .contentsRead(session, let result) = event { try? result.get() } else { nil }
      }
      #expect(page.byte(at: 0) == UInt8(ascii: "s") && page.byte(at: 15) == UInt8(ascii: "."))
      loop.runner.perform(.closeContents(session))
      loop.runner.perform(.readContents(session, Self.request))
      let error = try loop.wait { event -> ContentsError? in
        if case .contentsRead(session, .failure(let error)) = event { error } else { nil }
      }
      #expect(error == .gone)
    }
  }

  @Test func `a removal comes after the job of a closed segment let go of it`() throws {
    try TestSegment.with(size: 1 << 26) { file in
      try file.write([UInt8](repeating: 1, count: 1 << 26))
      let loop = try RunnerLoop()
      let session = SessionID().next
      let segment = try file.segment()
      try loop.open(segment, session)
      let pattern = try #require(BytePattern([0xfe, 0xff]))
      loop.runner.perform(
        .startJob(
          ContentsJob(number: 1, session: session, work: .search(pattern, .from(0)))))
      loop.runner.perform(.closeContents(session))
      loop.runner.perform(.remove(segment))
      let result = try loop.wait { event -> RemovalResult? in
        if case .removed(let removed, let result) = event, removed.identity == segment.identity {
          return result
        }
        return nil
      }
      #expect(result == .removed(copy: nil, attachments: nil))
      #expect(try openings(of: segment) == 1, "the test's own")
    }
  }

  @Test func `is quiet and keeps nothing open after many openings at once`() throws {
    try TestSegment.with(size: 1 << 20) { file in
      try file.write([UInt8](repeating: 1, count: 1 << 20))
      let loop = try RunnerLoop()
      let segment = try file.segment()
      let pattern = try #require(BytePattern([0xfe]))
      var session = SessionID()
      for number in 1...200 {
        session = session.next
        loop.runner.perform(.openContents(session, segment, accepting: .nothing))
        loop.runner.perform(.readContents(session, Self.request))
        loop.runner.perform(.mapContents(session, cells: 40))
        loop.runner.perform(
          .startJob(
            ContentsJob(
              number: number, session: session, work: .search(pattern, .from(0)))))
        if number.isMultiple(of: 3) { loop.runner.perform(.stopJob(number: number)) }
        if number.isMultiple(of: 7) { loop.runner.perform(.collect(SortAndFilter(by: .id))) }
        loop.runner.perform(.closeContents(session))
      }
      try loop.wait { loop.runner.isQuiet() }
      #expect(try openings(of: segment) == 1, "the test's own")
    }
  }

  /// How many descriptors of this process stand for a segment.
  private func openings(of segment: Segment) throws -> Int {
    let directory = try #require(opendir("/proc/self/fd"))
    defer { closedir(directory) }
    var count = 0
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      guard let number = Int32(name), fstat(number, &status) == 0 else { continue }
      if UInt64(status.st_ino) == segment.file?.inode { count += 1 }
    }
    return count
  }
}
