internal import TestSupport
internal import Testing

/// Which segments a list has: all of them, or with `--named-only` those with a name or an ID.
@Suite("The rows of a list", .waits) struct NamedOnlyTests {
  private func lines(_ arguments: [Argument]) throws -> [String] {
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8)), "list"] + arguments)
    #expect(outcome.status == .exited(0), "\(outcome)")
    return outcome.lines
  }

  /// Runs `body` with a named file, an unlinked file and a memfd that a child holds.
  private func withAllKinds(_ body: (_ name: String) throws -> Void) throws {
    let name = Unique.name()
    let file = try TestSegment("\(name)-named", size: 3 * 4096)
    defer { file.remove() }
    try HoldingChild.with(.unlinked, of: "/dev/shm/\(name)-unlinked") { _ in
      try HoldingChild.with(.memfd, of: "\(name)-memfd") { _ in try body(name) }
    }
  }

  @Test(
    arguments: [
      ["-o", "NAME"], ["-o", "NAME,SIZE"], ["-o", "NAME,SIZE", "--raw"],
      ["-o", "NAME,APP", "--noheadings"], ["-o", "SIZE,NAME", "--sort", "SIZE"],
      ["-o", "NAME", "--min-size", "1"], ["-o", "NAME", "--name", "p*-*t-*"], [], ["--json"],
    ] as [[Argument]])
  func `do not depend on columns and filters`(_ arguments: [Argument]) throws {
    try withAllKinds { name in
      let text = try lines(arguments).joined(separator: "\n")
      for ending in ["named", "unlinked", "memfd"] {
        #expect(text.contains("\(name)-\(ending)"), "\(ending): \(text)")
      }
    }
  }

  @Test(
    arguments: [
      ["-o", "NAME,SIZE,STATE,ATT,HOLDERS", "--named-only"],
      ["--named-only", "-o", "NAME,SIZE,STATE,ATT,HOLDERS"],
      ["--named-only", "--raw", "-o", "NAME,SIZE,STATE,ATT,HOLDERS", "--sort", "HOLDERS"],
    ] as [[Argument]])
  func `are those with a name under --named-only, and what needs processes is unknown`(
    _ arguments: [Argument]
  ) throws {
    try withAllKinds { name in
      let rows = try lines(arguments).filter { $0.contains(name) }
      #expect(rows.count == 1, "\(rows)")
      let words = rows.first?.split(whereSeparator: \.isWhitespace) ?? []
      #expect(words.dropFirst(2) == ["?", "?", "?"], "\(rows)")
    }
  }

  @Test func `are those with an ID under --named-only, with the kernel's count`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let row = try #require(try lines(["--named-only"]).first { $0.hasPrefix("\(segment.number) ") })
    #expect(row.split(separator: " ").contains("0") && row.contains("?"), "\(row)")
    #expect(row.hasSuffix("  ?"), "HOLDERS: \(row)")
  }

  @Test func `say in JSON that no process was looked at`() throws {
    try withAllKinds { name in
      let document = try document(try shmtop("list", "-J", "--named-only"))
      #expect(document.complete == nil && document.processes == nil)
      let own = document.segments.filter { $0.name?.contains(name) == true }
      #expect(own.count == 1 && own.first?.holders == nil && own.first?.state == nil)
    }
  }

  @Test(
    arguments: [
      ["--state", "orphan"], ["--pid", "1"], ["--kind", "memfd"], ["--where", "a or not att>1"],
    ] as [[Argument]])
  func `--named-only refuses a filter that needs processes`(_ filter: [Argument]) throws {
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8)), "list", "--named-only"] + filter)
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.errorText.contains("cannot be combined with --named-only"), "\(outcome)")
  }
}
