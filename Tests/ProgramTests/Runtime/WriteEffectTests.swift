@testable import Monitor
import Contents
import Formatting
import Glibc
import Kernel
import Operations
import Query
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import shmtop

/// The effects of editing in the monitor, on real segments.
@Suite("The effect of writing", .waits) struct WriteEffectTests {
  private let writing = MonitorWriting(isUnrecorded: true, charset: .utf8)

  /// Writes through a runner, as the event loop does.
  private func write(
    _ parts: [ByteReplacement], to segment: Segment,
    accepting accepted: AccessMethod.SideEffects = .nothing
  ) throws -> ReplacementOutcome {
    let loop = try RunnerLoop()
    loop.runner.perform(.write(segment, parts, accepting: accepted))
    return try loop.wait { event -> ReplacementOutcome? in
      if case .wrote(let target, parts, let outcome) = event, target.identity == segment.identity {
        return outcome
      }
      return nil
    }
  }

  /// What is known before editing begins.
  private func foresee(
    _ segment: Segment, accepting accepted: AccessMethod.SideEffects = .nothing
  ) throws -> WriteError? {
    let loop = try RunnerLoop()
    loop.runner.perform(.foreseeWrite(segment, accepting: accepted))
    return try loop.wait { event -> WriteError?? in
      if case .writeForeseen(let target, accepted, let error) = event,
        target.identity == segment.identity
      {
        return .some(error)
      }
      return nil
    }
  }

  private func bytes(_ segment: Segment, _ range: Range<UInt64>) throws -> [UInt8] {
    let reader = try ContentsReader.open(segment, accepting: .allocatesPages)
    return try reader.read(at: range.lowerBound, count: range.count)
  }

  @Test func `puts all parts where they belong, and nothing else`() throws {
    let file = try TestSegment(size: 10_000, contents: Array("0123456789".utf8))
    defer { file.remove() }
    let segment = try file.segment()
    let blocks = try file.blocks()
    #expect(try foresee(segment) == nil)
    let parts = [
      ByteReplacement(at: 1, of: Array("12".utf8), by: Array("ab".utf8)),
      ByteReplacement(at: 8, of: Array("89".utf8), by: Array("yz".utf8)),
    ]
    #expect(try write(parts, to: segment) == ReplacementOutcome(written: parts))
    #expect(try bytes(segment, 0..<12) == Array("0ab34567yz".utf8) + [0, 0])
    #expect(try file.blocks() == blocks)
    #expect(try file.segment().size == 10_000)
  }

  @Test func `writes nothing if one of the parts has changed`() throws {
    let file = try TestSegment(size: 100, contents: Array("0123456789".utf8))
    defer { file.remove() }
    let segment = try file.segment()
    let parts = [
      ByteReplacement(at: 0, of: Array("0".utf8), by: Array("a".utf8)),
      ByteReplacement(at: 4, of: Array("4567".utf8), by: Array("bcde".utf8)),
    ]
    try file.write(Array("0123_5_7".utf8))
    let underscore = UInt8(ascii: "_")
    #expect(
      try write(parts, to: segment)
        == ReplacementOutcome(.changed([4: underscore, 6: underscore])))
    #expect(try bytes(segment, 0..<10) == Array("0123_5_789".utf8))
  }

  @Test func `is refused where the segment is gone, replaced or smaller`() throws {
    let parts = [ByteReplacement(at: 90, of: [0], by: [1])]
    let file = try TestSegment(size: 100)
    let segment = try file.segment()
    _ = truncate(file.path.string, 50)
    #expect(
      try write(parts, to: segment) == ReplacementOutcome(.failed(.beyondEnd(size: 50))))
    file.remove()
    #expect(try foresee(segment) == .notOpened(.gone))
    #expect(try write(parts, to: segment) == ReplacementOutcome(.failed(.notOpened(.gone))))
    let successor = try TestSegment(file.name, size: 100)
    defer { successor.remove() }
    #expect(try foresee(segment) == .notOpened(.replaced))
    #expect(try write(parts, to: segment) == ReplacementOutcome(.failed(.notOpened(.replaced))))
    #expect(try bytes(successor.segment(), 90..<91) == [0])
  }

  @Test(arguments: [HoldingChild.How.memfd, .sealedMemfd, .unlinked])
  func `reaches memfds and unlinked files, unless they are sealed`(how: HoldingChild.How) throws {
    let label = Unique.name()
    let target = how == .unlinked ? "/dev/shm/\(label)" : label
    try HoldingChild.with(how, of: target) { child in
      let loop = try RunnerLoop()
      loop.runner.perform(.collect(SortAndFilter(by: .id)))
      let model = try loop.wait { if case .rows(let model) = $0 { model } else { nil } }
      let segment = try #require(
        model.snapshot.segments.first { segment in
          !segment.hasName
            && segment.holders?.contains { $0.process.rawValue == child.process } == true
        })
      let before = try bytes(segment, 4096..<4100)
      let part = ByteReplacement(at: 4096, of: before, by: [1, 2, 3, 4])
      if how == .sealedMemfd {
        #expect(try foresee(segment) == .sealed)
        #expect(try write([part], to: segment) == ReplacementOutcome(.failed(.sealed)))
        #expect(try bytes(segment, 4096..<4100) == before)
      } else {
        #expect(try foresee(segment) == nil)
        #expect(try write([part], to: segment) == ReplacementOutcome(written: [part]))
        #expect(try bytes(segment, 4096..<4100) == [1, 2, 3, 4])
      }
    }
  }

  @Test func `attaches a System V segment only with consent`() throws {
    try TestSystemVSegment.with(size: 5000) { made in
      let segment = try #require(RealHost.segment(made))
      let row = try made.row()
      let part = ByteReplacement(at: 4999, of: [0], by: [7])
      #expect(try foresee(segment) == .hasSideEffects(.attachAndDetach))
      #expect(
        try write([part], to: segment)
          == ReplacementOutcome(.failed(.hasSideEffects(.attachAndDetach))))
      #expect(try made.row() == row)
      #expect(try foresee(segment, accepting: .attachAndDetach) == nil)
      #expect(
        try write([part], to: segment, accepting: .attachAndDetach)
          == ReplacementOutcome(written: [part]))
      try made.attached { #expect($0[4999] == 7) }
    }
  }

  @Test(.needs(.sysAdmin))
  func `leaves no trace in a System V segment that a process has attached`()
    throws
  {
    try TestSystemVSegment.with(size: 4096) { made in
      let start = try made.attach()
      defer { shmdt(start) }
      try HoldingChild.with(.attachment, of: "\(made.number)") { _ in
        let segment = try #require(RealHost.segment(made))
        // Without its pages in RAM, which it has now.
        let row = try made.row().map { $0.split(separator: " ").prefix(14) }
        let part = ByteReplacement(at: 8, of: [0, 0], by: [1, 2])
        #expect(try foresee(segment) == nil)
        #expect(try write([part], to: segment) == ReplacementOutcome(written: [part]))
        #expect(try made.row().map { $0.split(separator: " ").prefix(14) } == row)
        #expect(start.load(fromByteOffset: 8, as: UInt8.self) == 1)
      }
    }
  }

  @Test(.needs(.setUserID)) func `by an ordinary user needs the permission to write`() throws {
    let part = ByteReplacement(at: 0, of: [0], by: [1])
    let file = try TestSegment(size: 10)
    defer { file.remove() }
    _ = chmod(file.path.string, 0o644)
    let segment = try file.segment()
    try OtherUser.perform {
      #expect(
        MonitorWriting.obstacle(to: segment, accepting: .nothing) == .notOpened(.notPermitted))
      guard case .wrote(_, _, let outcome) = writing.write([part], to: segment, accepting: .nothing)
      else { return }
      #expect(outcome == ReplacementOutcome(.failed(.notOpened(.notPermitted))))
    }
    #expect(try bytes(segment, 0..<1) == [0])
    let name = Unique.name()
    let path = "/dev/shm/\(name)"
    try OtherUser.perform {
      let own = open(path, O_CREAT | O_RDWR | O_EXCL, 0o600)
      #expect(own >= 0 && ftruncate(own, 10) == 0)
      close(own)
    }
    let own = TestSegment(named: name)
    defer { own.remove() }
    let ownSegment = try own.segment()
    try OtherUser.perform {
      #expect(MonitorWriting.obstacle(to: ownSegment, accepting: .nothing) == nil)
      guard
        case .wrote(_, _, let outcome) = writing.write([part], to: ownSegment, accepting: .nothing)
      else { return }
      #expect(outcome == ReplacementOutcome(written: [part]))
    }
  }
}
