internal import Glibc
internal import TestSupport
internal import Testing

/// Everything about one segment, of real segments that real processes hold.
@Suite("show", .waits) struct ShowTests {
  /// The table of holders: the words of the row of a process.
  private func words(of child: HoldingChild, in outcome: Command.Outcome) -> [String]? {
    outcome.fields(of: "\(child.process)")
  }

  /// What the list calls a segment without a name, by what stands in its column of names.
  private func unlinked(_ label: String) throws -> String? {
    let listed = try shmtop("list", "--noheadings", "--raw", "-o", "ID,STATE,NAME")
    return listed.lines.map { $0.split(separator: "\t") }.first { $0.last ?? "" == label }
      .map { String($0[0]) }
  }

  @Test func `names the creator by the first bytes`() throws {
    let program = try TestSegment(contents: Array("\u{7f}ELF".utf8))
    defer { program.remove() }
    let segment = try TestSegment(contents: [0x0e, 0x75, 0x85, 0x28, 0x73, 0x0c, 0, 0])
    defer { segment.remove() }
    let text = try shmtop("show", "/\(program.name)", "/\(segment.name)").text
    #expect(text.contains("an executable, which does not belong in shared memory"), "\(text)")
    #expect(text.contains("Contents: created by PostgreSQL, process 3187"), "\(text)")
  }

  @Test func `shows the verdict, holders and facts of a file`() throws {
    let file = try TestSegment(size: 3 * 4096)
    defer { file.remove() }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { child in
      let shown = try shmtop("show", "\(file.name)")
      #expect(shown.status == .exited(0), "\(shown)")
      #expect(shown.lines.first == "posix:/\(file.name)  in-use")
      #expect(shown.lines.contains("  held by shmhold(\(child.process))"), "\(shown)")
      let row = try #require(words(of: child, in: shown))
      #expect(row.dropFirst(2).prefix(6) == ["shmhold", "map", "1", "0", "rw", "0"])
      #expect(row.suffix(2) == ["map", "/dev/shm/\(file.name)"])
      #expect(shown.lines.contains { $0.hasPrefix("  SIZE") && $0.hasSuffix("12K (12288)") })
      #expect(shown.lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
    }
  }

  @Test(.needs(.sysAdmin)) func `takes the name that an unlinked file had`() throws {
    let outcome = try TestNamespace.run(
      """
      hold unlinked /dev/shm/psm_1 >&2; $0 show psm_1 | head -n 1 | sed 's/unlinked:[0-9:]*/ID/'
      $0 dump --length 16 --offset 4096 /psm_1 | head -n 1; $0 rm --yes --no-log psm_1; echo "status $?"
      $0 show /psm_2; echo "status $?"
      hold unlinked /dev/shm/psm_1 >&2; $0 show psm_1; echo "status $?"; $0 dump /psm_1; echo "status $?"
      echo new >psm_1; $0 dump --format raw psm_1
      """)
    #expect(
      outcome.lines == [
        "ID  /psm_1  removed",
        "00001000  78 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |x...............|",
        "status 1", "status 1", "status 64", "status 64", "new",
      ], "\(outcome)")
    let errors = outcome.errorText.split(separator: "\n")
    #expect(
      errors.contains {
        $0.contains("unlinked:")
          && $0.hasSuffix(
            ": already removed; its memory is freed when its last holder exits")
      }, "\(outcome)")
    #expect(errors.contains { $0.contains("/psm_2: no such segment") }, "\(outcome)")
    #expect(
      errors.contains {
        $0.contains("'psm_1' could mean unlinked:") && $0.contains(" or unlinked:")
      },
      "\(outcome)")
  }

  @Test func `names the holders that keep the memory of an unlinked file`() throws {
    let name = Unique.name()
    try HoldingChild.with(.unlinked, of: "/dev/shm/\(name)") { child in
      let id = try #require(try unlinked("/\(name)"))
      let shown = try shmtop("show", "\(id)")
      #expect(shown.lines.first == "\(id)  /\(name)  removed", "\(shown)")
      #expect(
        shown.text.contains(
          "Its 4.0 KiB are freed when shmhold (\(child.process)) "), "\(shown)")
      let row = try #require(words(of: child, in: shown))
      #expect(row.dropFirst(2).prefix(5) == ["shmhold", "map", "1", "1", "rw"])
      #expect(["4K", "≤4K"].contains(row[7]))
    }
    #expect(try unlinked("/\(name)") == nil)
  }

  /// Opening the file would send the process a signal, which ends it by default.
  @Test(.needs(.sysAdmin)) func `does not open a file on which a process has a lease`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; hold lease psm_1; $0 show psm_1; $0 list; $0 rm --dry-run psm_1
      grep -c "LEASE  ACTIVE .* $(pgrep shmhold) " /proc/locks
      """)
    #expect(outcome.lines.last == "1", "\(outcome)")
  }

  @Test func `shows the memory of a memfd`() throws {
    let label = Unique.name()
    try HoldingChild.with(.memfd, of: label) { child in
      let id = try #require(try unlinked("memfd:\(label)"))
      let shown = try shmtop("show", "\(id)")
      #expect(shown.lines.first == "\(id)  memfd:\(label)  in-use", "\(shown)")
      #expect(shown.text.contains("Its 4.0 KiB are freed when"))
      #expect(words(of: child, in: shown)?.dropFirst(2).prefix(4) == ["shmhold", "open", "0", "1"])
    }
  }

  @Test func `shows what the last holder of a removed System V segment frees`() throws {
    try TestSystemVSegment.with(size: 12288) { segment in
      try segment.attached { bytes in bytes[0] = 1 }
      try HoldingChild.with(.attachment, of: "\(segment.number)") { child in
        segment.remove()
        // Within the second of the attachment its order relative to the scan is not known.
        var shown = try shmtop("show", "sysv:\(segment.number)")
        try Deadline.wait(for: "the next second") {
          shown = try shmtop("show", "sysv:\(segment.number)")
          return words(of: child, in: shown)?[7] == "4K"
        }
        #expect(shown.lines.first == "sysv:\(segment.number)  removed", "\(shown)")
        #expect(
          shown.lines.contains(
            "  Its 4.0 KiB are freed when shmhold (\(child.process)) exits."), "\(shown)")
      }
    }
  }

  @Test func `a hostile command is escaped, and looks like no other holder`() throws {
    let file = try TestSegment(size: 3 * 4096)
    defer { file.remove() }
    try HoldingChild.with(
      .mapping, of: "/dev/shm/\(file.name)", named: "\u{1b}[2J(1),init\n"
    ) { child in
      let shown = try shmtop("show", "/\(file.name)")
      #expect(shown.output.allSatisfy { $0 == UInt8(ascii: "\n") || $0 >= 0x20 }, "\(shown)")
      #expect(shown.text.contains(#"held by \e[2J\x281\x29\x2cinit\n("#), "\(shown)")
    }
  }

  @Test func `shows several with an empty line between, each once and as they were named`() throws {
    let (one, other) = (try TestSegment(), try TestSegment())
    defer {
      one.remove()
      other.remove()
    }
    let shown = try shmtop("show", "\(other.name)", "/\(one.name)", "posix:/\(other.name)")
    #expect(shown.status == .exited(0), "\(shown)")
    let parts = shown.text.split(separator: "\n\n")
    #expect(parts.count == 2)
    #expect(parts.first?.hasPrefix("posix:/\(other.name)  ") == true)
    #expect(parts.last?.hasPrefix("posix:/\(one.name)  ") == true)
  }

  @Test func `missing segments are reported, and the others are shown`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let missing = Unique.name()
    for options in [["show"], ["show", "-J"]] as [[Argument]] {
      let shown = try Command.run(
        [Argument(Array(try Program.path().utf8))] + options + ["/\(missing)", "\(file.name)"])
      #expect(shown.status == .exited(1), "\(shown)")
      #expect(shown.errorText.contains("\(missing): no such segment"))
      #expect(shown.text.contains("posix:/\(file.name)"))
    }
  }

  @Test func `an ambiguous argument is wrong usage, and both meanings are named`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let file = try TestSegment("\(segment.number)")
    defer { file.remove() }
    let shown = try shmtop("show", "\(segment.number)")
    #expect(shown.status == .exited(64), "\(shown)")
    #expect(shown.output.isEmpty)
    #expect(shown.errorText.contains("sysv:\(segment.number) or posix:/\(segment.number)"))
  }

  @Test(arguments: ["posix:", "memfd:1", "unlinked:a:b", "sysv:x", ""] as [Argument])
  func `a malformed argument is wrong usage`(_ malformed: Argument) throws {
    let shown = try shmtop("show", malformed)
    #expect(shown.status == .exited(64), "\(shown)")
    #expect(shown.output.isEmpty)
  }

  @Test(arguments: [[], ["/psm_1", "--where", "kind=posix"]] as [[Argument]])
  func `takes either segments or a query, else it is wrong usage`(_ words: [Argument]) throws {
    let shown = try Command.run([Argument(Array(try Program.path().utf8)), "show"] + words)
    #expect(shown.status == .exited(64), "\(shown)")
    #expect(shown.output.isEmpty)
    #expect(shown.errorText.contains("Give a segment or --where."), "\(shown)")
  }

  @Test(
    arguments: [
      (#"posix:/gone\e]0;t\x07"#, #"posix:/gone\e]0;t\x07"#), (#"posix:/a\\b"#, #"posix:/a\\b"#),
      (#"/a\b"#, #"posix:/a\\b"#), ("/gone\u{7}", #"posix:/gone\x07"#),
      (" gone", #"posix:/\x20gone"#),
      ("/gone", "/gone"), ("gone", "gone"), ("posix:/gone", "posix:/gone"),
    ])
  func `a segment in messages means the same if it is pasted back`(
    _ typed: String, _ shown: String
  ) throws {
    for word in [typed, shown] {
      let outcome = try shmtop("show", Argument(Array(word.utf8)))
      #expect(outcome.status == .exited(1), "\(outcome)")
      #expect(outcome.errorText.contains("shmtop: \(shown): no such segment"), "\(outcome)")
    }
  }

  @Test func `--where shows all segments that match, in the order of the list`() throws {
    let base = Unique.name()
    let files = try ["c", "a", "b"].map { try TestSegment(base + $0, size: $0 == "b" ? 9000 : 10) }
    defer { for file in files { file.remove() } }
    let shown = try shmtop("show", "--where", "\(base) size<1K")
    #expect(shown.status == .exited(0), "\(shown)")
    #expect(shown.errors.isEmpty, "\(shown)")
    let titles = shown.text.split(separator: "\n\n").compactMap { $0.split(separator: " ").first }
    #expect(titles == ["posix:/\(base)a", "posix:/\(base)c"], "\(shown)")
    let joined = try document(
      try shmtop("show", "-J", "--where", "\(base) and (size>1K or name=*c)"))
    #expect(joined.segments.map(\.name) == ["/\(base)b", "/\(base)c"])
  }

  @Test func `--where finds segments by their holders, and unlinked ones`() throws {
    let name = Unique.name()
    try HoldingChild.with(.unlinked, of: "/dev/shm/\(name)") { child in
      let shown = try shmtop("show", "--where", "state=removed pid=\(child.process)")
      #expect(shown.lines.first?.hasSuffix("  /\(name)  removed") == true, "\(shown)")
      #expect(words(of: child, in: shown) != nil, "\(shown)")
    }
  }

  @Test func `--where that matches none says so, and that is no failure`() throws {
    let query: Argument = "name=\(Unique.name())"
    let shown = try shmtop("show", "--where", query)
    #expect(shown.status == .exited(0), "\(shown)")
    #expect(shown.output.isEmpty)
    #expect(shown.errorText == "shmtop: no segment matches\n")
    let inJSON = try shmtop("show", "-J", "--where", query)
    #expect(try document(inJSON).segments.isEmpty)
    #expect(inJSON.errorText == "shmtop: no segment matches\n")
  }

  @Test(.needs(.setUserID)) func `--where says of how many it is not known`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let shown = try program.run("show", "--where", "name=\(file.name) state=orphan")
    #expect(shown.status == .exited(0), "\(shown)")
    #expect(shown.errorText.contains("no segment is known to match; not known of 1"), "\(shown)")
  }

  @Test(.needs(.sysAdmin)) func `--where fails if not all segments could be listed`() throws {
    let outcome = try TestNamespace.run(
      """
      $0 show --where name=none; echo "status $?"
      mount --bind /dev/null /proc/sysvipc/shm; $0 show --where name=none; echo "status $?"
      """)
    #expect(outcome.lines == ["status 0", "status 1"], "\(outcome)")
    #expect(outcome.errorText.contains("sysvipc"), "\(outcome)")
  }

  @Test func `JSON has the format of the list`() throws {
    let (file, segment) = (try TestSegment(size: 3 * 4096), try TestSystemVSegment())
    defer {
      file.remove()
      segment.remove()
    }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { child in
      let shown = try document(try shmtop("show", "--json", "\(segment.id)", "/\(file.name)"))
      #expect(shown.segments.map(\.id) == [segment.id, "posix:/\(file.name)"])
      #expect(shown.segments.last?.holders?.map(\.pid) == [child.process])
      #expect(shown.processes ?? 0 > 0)
    }
  }
}
