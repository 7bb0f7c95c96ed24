internal import Glibc
internal import TestSupport
internal import Testing

/// The bytes of segments, as somebody who is not root.
@Suite(.enabled(if: geteuid() == 0, "needs root"))
struct `dump as another user` {
  @Test func `of a file that all may read says before that its access time can move`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    try POSIXFile.with(size: 10, mode: 0o644) { file in
      try file.makeOld()
      let before = try file.trace()
      let refused = try program.run("dump", "\(file.name)")
      #expect(refused.status == .exited(1))
      #expect(
        refused.errorText.contains("looking can move its access time; '--accept access-time'"))
      #expect(try file.trace() == before)
      let outcome = try program.run("dump", "--accept", "access-time", "\(file.name)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.lines.last == "0000000a")
    }
  }

  @Test func `of what only its owner may read is not permitted`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try OwnFile()
    defer { file.remove() }
    let segment = try OwnSystemVSegment()
    defer { segment.remove() }
    for id in ["/\(file.name)", segment.id] {
      let outcome = try program.run("dump", "--accept", "make-pages", "\(id)")
      #expect(outcome.status == .exited(1))
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains("not permitted"), "\(outcome)")
    }
  }

  @Test func `of his own segments goes, attached or not`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let number = try OtherUser.perform { shmget(0, 3 * 4096, 0o1600) }
    defer { shmctl(number, IPC_RMID, nil) }
    let refused = try program.run("dump", "sysv:\(number)")
    #expect(refused.errorText.contains("'--accept stay-attached'"), "\(refused)")
    let outcome = try program.run("dump", "--accept", "stay-attached", "sysv:\(number)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.lines.last == "00003000")
    var status = shmid_ds()
    #expect(shmctl(number, IPC_STAT, &status) == 0)
    #expect(status.shm_nattch == 0)
  }

  @Test func `of a segment of mode 000 is refused to its owner and to others, not to root`() throws
  {
    let program = try ReachableProgram()
    defer { program.remove() }
    let own = try OtherUser.perform { shmget(0, 4096, 0o1000) }
    let roots = shmget(0, 4096, 0o1000)
    defer { for number in [own, roots] { shmctl(number, IPC_RMID, nil) } }
    for number in [own, roots] {
      let refused = try program.run("dump", "--accept", "make-pages", "sysv:\(number)")
      #expect(refused.status == .exited(1))
      #expect(refused.errorText.contains("not permitted"), "\(refused)")
      let outcome = try shmtop("dump", "--accept", "attach", "sysv:\(number)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.lines.last == "00001000")
    }
  }
}
