internal import Glibc
internal import TestSupport
internal import Testing

/// The bytes of segments of every kind, and of what is none.
@Suite("dump of", .waits) struct DumpKindTests {
  /// The ID of a segment without a name, by what the list shows as its name.
  private func id(of label: String) throws -> String? {
    let listed = try shmtop("list", "--noheadings", "--raw", "-o", "ID,STATE,NAME")
    return listed.lines.map { $0.split(separator: "\t") }.first { $0.last ?? "" == label }
      .map { String($0[0]) }
  }

  /// Three pages, the second of which begins with `x`.
  private let held = "00001000  78 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |x"

  @Test func `an unlinked file and a memfd is read through a holder`() throws {
    let name = Unique.name()
    for (how, label) in [(HoldingChild.How.unlinked, "/\(name)"), (.memfd, "memfd:\(name)")] {
      try HoldingChild.with(how, of: how == .unlinked ? "/dev/shm/\(name)" : name) { _ in
        let id = try #require(try id(of: label))
        let outcome = try shmtop("dump", "\(id)")
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.text.contains(held), "\(outcome)")
        #expect(outcome.lines.last == "00003000")
      }
    }
  }

  @Test func `a semaphore is its bytes`() throws {
    let file = try TestSegment("sem.\(Unique.name())", size: 32, contents: [3])
    defer { file.remove() }
    let outcome = try shmtop("dump", "posix:/\(file.name)")
    #expect(outcome.lines.first?.hasPrefix("00000000  03 00") == true, "\(outcome)")
    #expect(outcome.lines.last == "00000020")
  }

  @Test(.needs(.checkpointRestore), arguments: [0o600, 0] as [Int32])
  func `an attached System V segment leaves no trace`(_ mode: Int32) throws {
    try TestSystemVSegment.with(size: 5 * 4096, mode: mode) { made in
      try made.attached { $0[4096] = 0x78 }
      try HoldingChild.with(.attachment, of: "\(made.number)") { _ in
        let before = try #require(try made.row())
        let outcome = try shmtop("dump", "sysv:\(made.number)")
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(outcome.text.contains(held), "\(outcome)")
        #expect(outcome.lines.last == "00005000")
        #expect(try made.row() == before)
      }
    }
  }

  @Test func `an unattached System V segment asks first`() throws {
    try TestSystemVSegment.with(size: 5 * 4096) { made in
      try made.attached { $0[4096] = 0x78 }
      let before = try #require(try made.row())
      let word = Capability.checkpointRestore.isHeld ? "attach" : "stay-attached"
      for words in [[], ["--accept", "access-time"]] as [[Argument]] {
        let refused = try Command.run(
          ["\(Program.path())", "dump", "sysv:\(made.number)"] + words)
        #expect(refused.status == .exited(1))
        #expect(refused.output.isEmpty)
        #expect(refused.errorText.contains("'--accept \(word)'"), "\(refused)")
        #expect(try made.row() == before)
      }
      let outcome = try shmtop("dump", "--accept", "\(word)", "sysv:\(made.number)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.text.contains(held), "\(outcome)")
      // No new page and no attachment: the columns rss, swap and nattch.
      let columns = [6, 14, 15]
      let after = try #require(try made.row()).split(separator: " ")
      let earlier = before.split(separator: " ")
      for column in columns { #expect(after[column] == earlier[column]) }
    }
  }

  @Test func `an unknown side effect is wrong usage`() throws {
    let outcome = try shmtop("dump", "--accept", "everything", "x")
    #expect(outcome.status == .exited(64))
    #expect(outcome.errorText.contains("make-pages"), "\(outcome)")
  }

  @Test(.needs(.sysAdmin))
  func `a segment that reading would destroy is refused, whatever is accepted`() throws {
    // A namespace of its own, in which the creator lives on: without it the segment would go at once.
    let script: Argument = """
      open F, ">/proc/sys/kernel/shm_rmid_forced" and print F 1 and close F or die;
      $id = shmget(0, 4096, 01600);
      system(@ARGV, "dump", "--accept", "make-pages", "sysv:$id");
      print STDOUT "there\\n" if shmctl($id, 2, $status);
      """
    let outcome = try Command.run(
      ["unshare", "--ipc", "perl", "-e", script, "\(Program.path())"])
    #expect(outcome.errorText.contains("reading would destroy it"), "\(outcome)")
    #expect(outcome.text == "there\n", "\(outcome)")
  }

  @Test func `a file that is not a segment opens nothing`() throws {
    let others = [
      try TestSegment("mkfifo") { mkfifo($0, 0o600) },
      try TestSegment("symlink") { symlink("/etc/passwd", $0) },
      try TestSegment("mkdir") { mkdir($0, 0o700) },
    ]
    defer { others.forEach { $0.remove() } }
    for other in others {
      let outcome = try shmtop("dump", "/\(other.name)")
      #expect(outcome.status == .exited(1), "\(outcome)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains(other.name))
    }
    let missing = try shmtop("dump", "\(Unique.name())")
    #expect(missing.status == .exited(1))
    #expect(missing.errorText.contains("no such segment"))
    #expect(try shmtop("dump").status == .exited(64))
    #expect(try shmtop("dump", "posix:").status == .exited(64))
  }
}
