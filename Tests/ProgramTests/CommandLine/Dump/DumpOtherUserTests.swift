internal import Glibc
internal import TestSupport
internal import Testing

/// Dumps as a user other than root.
@Suite("dump as another user", .needs(.setUserID), .waits) struct DumpOtherUserTests {
  @Test func `of a readable file warns that its access time can change`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    try TestSegment.with(size: 10, mode: 0o644) { file in
      try file.makeOld()
      let before = try file.trace()
      let refused = try program.run("dump", "\(file.name)")
      #expect(refused.status == .exited(1))
      #expect(
        refused.errorText.contains("reading may change its access time; '--accept access-time'"))
      #expect(try file.trace() == before)
      let outcome = try program.run("dump", "--accept", "access-time", "\(file.name)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.lines.last == "0000000a")
    }
  }

  @Test func `of an unreadable segment is not permitted`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    for id in ["/\(file.name)", segment.id] {
      let outcome = try program.run("dump", "--accept", "make-pages", "\(id)")
      #expect(outcome.status == .exited(1))
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains("not permitted"), "\(outcome)")
    }
  }

  @Test func `of the user's own segments works, attached or not`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    try OtherUser.withSystemVSegment(size: 3 * 4096, mode: 0o600) { made in
      let refused = try program.run("dump", "sysv:\(made.number)")
      #expect(refused.errorText.contains("'--accept stay-attached'"), "\(refused)")
      let outcome = try program.run("dump", "--accept", "stay-attached", "sysv:\(made.number)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.lines.last == "00003000")
      #expect(try KernelTrace(of: made)["nattch"] == "0")
    }
  }

  @Test(arguments: [false, true])
  func `of a segment of mode 000 is refused to its owner and to others`(isOwn: Bool) throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    try Self.withUnreadableSegment(isOwn: isOwn) { made in
      let refused = try program.run("dump", "--accept", "make-pages", "sysv:\(made.number)")
      #expect(refused.status == .exited(1))
      #expect(refused.errorText.contains("not permitted"), "\(refused)")
    }
  }

  @Test(.needs(.ipcOwner, .checkpointRestore), arguments: [false, true])
  func `of a segment of mode 000 is not refused to root`(isOwn: Bool) throws {
    try Self.withUnreadableSegment(isOwn: isOwn) { made in
      let outcome = try shmtop("dump", "--accept", "attach", "sysv:\(made.number)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.lines.last == "00001000")
    }
  }

  private static func withUnreadableSegment(
    isOwn: Bool, _ body: (TestSystemVSegment) throws -> Void
  ) throws {
    isOwn
      ? try OtherUser.withSystemVSegment(size: 4096, mode: 0, body)
      : try TestSystemVSegment.with(size: 4096, mode: 0, body)
  }
}
