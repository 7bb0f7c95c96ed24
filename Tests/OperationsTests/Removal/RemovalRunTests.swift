internal import Contents
internal import Glibc
internal import Kernel
internal import Operations
internal import SafeText
@testable internal import SharedMemory
internal import SystemPackage
internal import TestSupport
internal import Testing

@Suite("A run of removals") struct RemovalRunTests {
  /// The results of a run, and the lines of its log.
  private struct Outcome {
    var results: [RemovalResult] = []
    var log: [String] = []
  }

  private func run(
    _ segments: [Segment], in shm: ShmFixture, backup: Backup? = nil, check: OrphanCheck? = nil,
    while shouldContinue: () -> Bool = { true }
  ) -> Outcome {
    let lines = LogLines()
    var results: [RemovalResult] = []
    var run = RemovalRun(
      backup: backup, check: check, auditLog: AuditLog(lines.add), root: shm.root,
      describe: { DisplayText(escaping: $0.name?.bytes ?? [], in: .utf8) })
    run.remove(segments, while: shouldContinue) { results.append($1) }
    return Outcome(results: results, log: lines.all)
  }

  /// The segments of a fixture with some files, by their names.
  private func segments(_ names: [String], in shm: ShmFixture) throws -> [Segment] {
    for name in names { try shm.tree.write("x", to: FilePath(name)) }
    let all = try shm.listing.segments
    return try names.map { name in try #require(all.first { $0.name == ShmName(name.utf8) }) }
  }

  private func snapshot(of segments: [Segment], _ states: [Verdict.State]) -> Snapshot {
    let judged = zip(segments, states).map { segment, state in
      var segment = segment
      segment.verdict = Verdict(state, [.nameIsGone])
      return segment
    }
    return Snapshot(timestamp: .now, segments: judged)
  }

  private static let removed = RemovalResult.removed(copy: nil, attachments: nil)

  @Test func `removes each in turn and records it`() throws {
    try ShmFixture.with { shm in
      let outcome = run(try segments(["b", "a", "d/c"], in: shm), in: shm)
      #expect(outcome.results == [Self.removed, Self.removed, Self.removed])
      #expect(outcome.log == ["b", "a", "d/c"])
      #expect(try shm.names.isEmpty)
      // No known application made the directory.
      #expect(try shm.listing.others.map(\.name) == [ShmName("d".utf8)])
    }
  }

  @Test func `goes on after a failure, which is not recorded as a removal`() throws {
    try ShmFixture.with { shm in
      let segments = try segments(["a", "b", "c"], in: shm)
      try checked { unlink(shm.path("a")) }
      try checked { unlink(shm.path("b")) }
      try shm.tree.write("y", to: "b")
      let outcome = run(segments, in: shm)
      #expect(
        outcome.results == [.notRemoved(.gone), .notRemoved(.replaced), Self.removed])
      #expect(outcome.log == ["c"])
      #expect(try shm.names == ["b"])
    }
  }

  @Test func `leaves the other segments alone when it is stopped`() throws {
    try ShmFixture.with { shm in
      var calls = 0
      let outcome = run(try segments(["a", "b", "c"], in: shm), in: shm) {
        calls += 1
        return calls != 2
      }
      #expect(outcome.results == [Self.removed, .notReached, .notReached])
      #expect(try shm.names == ["b", "c"])
    }
  }

  @Test func `leaves a segment alone that is no longer an orphan`() throws {
    try ShmFixture.with { shm in
      let segments = try segments(["a", "b", "c", "d"], in: shm)
      let now = snapshot(of: segments, [.orphan, .inUse, .unknown, .idle])
      let outcome = run(segments, in: shm, check: OrphanCheck(isDue: true) { now })
      let left = RemovalResult.notOrphan(copy: nil)
      #expect(outcome.results == [Self.removed, left, left, left])
      #expect(outcome.log == ["a"])
      #expect(try shm.names == ["b", "c", "d"])
    }
  }

  @Test func `leaves a segment alone that cannot be saved`() throws {
    try ShmFixture.with { shm in
      try FileTree.with(in: "/dev/shm") { folder in
        let backup = Backup(
          in: try BackupDirectory(folder.path, root: shm.root), accepting: .nothing,
          metadata: { _, _, _ throws(Errno) in throw .noSpace })
        let segments = try segments(["a"], in: shm)
        let outcome = run(segments, in: shm, backup: backup)
        guard case .notSaved = outcome.results.first else {
          Issue.record("\(outcome.results)")
          return
        }
        #expect(outcome.log.isEmpty)
        #expect(try shm.names == ["a"])
      }
    }
  }

  @Test func `does not save a segment that has been replaced`() throws {
    try ShmFixture.with { shm in
      let segments = try segments(["a"], in: shm)
      try checked { unlink(shm.path("a")) }
      try shm.tree.write("y", to: "a")
      var written = 0
      let backup = Backup(
        in: try BackupDirectory(shm.root, root: "/"), accepting: .nothing,
        metadata: { _, _, _ in written += 1 })
      #expect(run(segments, in: shm, backup: backup).results == [.notRemoved(.replaced)])
      #expect(written == 0)
      #expect(try shm.names == ["a"])
    }
  }

  @Test func `looks again at an orphan that took long to save`() throws {
    try TestSegment.with(size: 5) { file in
      try FileTree.with { folder in
        let segment = try file.segment()
        var states = [Verdict.State.orphan, .inUse]
        let backup = Backup(
          in: try BackupDirectory(folder.path), accepting: .nothing,
          metadata: { _, _, write throws(Errno) in
            try write(Array("{}".utf8))
            // The time for which the first look counts.
            usleep(2_100_000)
          })
        let check = OrphanCheck(isDue: true) { snapshot(of: [segment], [states.removeFirst()]) }
        var run = RemovalRun(
          backup: backup, check: check, auditLog: .off, describe: { _ in DisplayText("") })
        guard case .notOrphan(copy: _?) = run.remove(segment) else {
          Issue.record("removed, or not saved")
          return
        }
        #expect(states.isEmpty && file.exists)
      }
    }
  }

  @Test(.enabled(if: FileLease.areReliable, "needs leases"))
  func `puts an orphan back on which a process has a lease when it is moved`() throws {
    try ShmFixture.with { shm in
      let segments = try segments(["a"], in: shm)
      let now = snapshot(of: segments, [.orphan])
      let file = try shm.file("a")
      try HoldingChild.with(.lease, of: shm.path("a")) { _ in
        let outcome = run(segments, in: shm, check: OrphanCheck(isDue: true) { now })
        #expect(outcome.results == [.notRemoved(.held)])
      }
      #expect(try shm.file("a") == file)
    }
  }

  @Test(.enabled(if: FileLease.areReliable, "needs leases"))
  func `puts an orphan back that is held when it is moved, whatever the scan found`() throws {
    try ShmFixture.with { shm in
      let segments = try segments(["a", "b"], in: shm)
      let now = snapshot(of: segments, [.orphan, .orphan])
      let file = try shm.file("a")
      try HoldingChild.with(.descriptor, of: shm.path("a")) { _ in
        let outcome = run(segments, in: shm, check: OrphanCheck(isDue: true) { now })
        #expect(outcome.results == [.notRemoved(.held), Self.removed])
        #expect(outcome.log == ["b"])
      }
      #expect(try shm.file("a") == file)
      #expect(try shm.names == ["a"])
    }
  }

  @Test func `removes a segment that is held if the user selected it`() throws {
    try ShmFixture.with { shm in
      let segments = try segments(["a"], in: shm)
      try HoldingChild.with(.descriptor, of: shm.path("a")) { _ in
        #expect(run(segments, in: shm).results == [Self.removed])
      }
    }
  }

  @Test(
    .enabled(if: FileLease.areReliable, "needs leases"),
    arguments: [.orphan, .idle] as [Verdict.State])
  func `leaves a selected segment alone that is held by now, if nothing held it before`(
    state: Verdict.State
  ) throws {
    try ShmFixture.with { shm in
      let judged = snapshot(of: try segments(["a"], in: shm), [state]).segments
      let file = try shm.file("a")
      try HoldingChild.with(.descriptor, of: shm.path("a")) { _ in
        #expect(run(judged, in: shm).results == [.notRemoved(.held)])
      }
      #expect(try shm.file("a") == file)
      #expect(run(judged, in: shm).results == [Self.removed])
    }
  }

  @Test(arguments: [.inUse, .unknown] as [Verdict.State])
  func `removes a selected segment that was held, or may have been`(state: Verdict.State) throws {
    try ShmFixture.with { shm in
      let judged = snapshot(of: try segments(["a"], in: shm), [state]).segments
      try HoldingChild.with(.descriptor, of: shm.path("a")) { _ in
        #expect(run(judged, in: shm).results == [Self.removed])
      }
    }
  }
}
