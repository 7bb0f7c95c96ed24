internal import Glibc
internal import TestSupport
internal import Testing

/// The options of `list` for text, on real segments.
@Suite("Text of the list", .waits) struct TextFormTests {
  private func listed(
    _ options: Argument..., environment: [String: String] = [:]
  ) throws -> [String] {
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8)), "list"] + options, environment: environment)
    #expect(outcome.status == .exited(0), "\(outcome)")
    return outcome.lines
  }

  @Test func `-P prints permissions as four digits`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    #expect(chmod("/dev/shm/\(file.name)", 0o3640) == 0)
    for option in ["-P", "--numeric-perms"] as [Argument] {
      let lines = try listed(
        option, "--raw", "--noheadings", "-o", "PERMS", "--name", "\(file.name)")
      #expect(lines == ["3640"])
    }
  }

  @Test func `columns have the names of lsipc and ipcs too`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let lines = try listed(
      "-o", "id,nattch,user,bytes,changed,COMMAND,STATUS", "--raw", "--where",
      "id=\(segment.id) nattch=0 bytes>1")
    #expect(lines.first == "ID\tATT\tOWNER\tSIZE\tCTIME\tCOMMAND\tSTATUS")
    #expect(lines.count == 2, "\(lines)")
  }

  @Test func `times are in the zone of the environment, with summer time`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    // 2026-07-01 and 2026-01-01, both at noon UTC.
    for (moment, iso, full) in [
      (1_782_907_200, "2026-07-01T14:00:00+02:00", "Wed Jul  1 14:00:00 2026"),
      (1_767_268_800, "2026-01-01T13:00:00+01:00", "Thu Jan  1 13:00:00 2026"),
    ] {
      let times = [timespec(tv_sec: moment, tv_nsec: 0), timespec(tv_sec: moment, tv_nsec: 0)]
      #expect(utimensat(AT_FDCWD, "/dev/shm/\(file.name)", times, 0) == 0)
      let zone = ["TZ": "CET-1CEST,M3.5.0,M10.5.0/3"]
      func modified(_ options: Argument...) throws -> String? {
        let words: [Argument] = ["--noheadings", "-o", "MTIME", "--name", "\(file.name)"]
        let outcome = try Command.run(
          [Argument(Array(try Program.path().utf8)), "list"] + words + options, environment: zone)
        return outcome.lines.first
      }
      #expect(try modified() == iso)
      #expect(try modified("--time-format", "iso") == iso)
      #expect(try modified("--time-format=full") == full)
      #expect(try modified("--time-format", "relative")?.hasSuffix("d ago") == true)
      #expect(try modified("--raw")?.hasSuffix("T12:00:00Z") == true)
      #expect(try modified("--raw", "--time-format", "iso") == iso)
    }
    #expect(try shmtop("list", "--time-format", "long").status == .exited(64))
  }

  @Test(.needs(.sysAdmin)) func `--shell can be evaluated, whatever the names are`() throws {
    let outcome = try TestNamespace.run(
      """
      tmp=$(mktemp /tmp/shmtop-test.XXXXXX); echo x >"it's"; echo x >'$(rm it*)'; echo x >'a b`ls`'; printf x >"$(printf 'n\\nl')"
      $0 list --named-only -y -o ID,SIZE >$tmp
      while IFS= read -r line; do eval "$line"; printf '%s|%s\\n' "$ID" "$SIZE"; done <$tmp; rm $tmp
      $0 list --named-only --raw --noheadings -o ID,SIZE | tr '\\t' '|'
      """)
    #expect(outcome.lines.count == 8, "\(outcome)")
    #expect(Array(outcome.lines.prefix(4)) == Array(outcome.lines.suffix(4)), "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `--others lists what is no segment`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm; mkfifo pipe; mkdir folder; ln -s / link; mknod device c 1 3
      $0 list --others; $0 list --others --raw --noheadings; $0 list | wc -l
      """)
    #expect(outcome.lines.first == "NAME     TYPE              OWNER", "\(outcome)")
    #expect(outcome.lines.contains("/pipe\tFIFO\troot"), "\(outcome)")
    #expect(outcome.lines.filter { $0.hasPrefix("/device") }.count == 2)
    #expect(outcome.lines.last == "2", "\(outcome)")
  }

  @Test(.needs(.sysAdmin))
  func `a terminal gets lines of its width, colours, and a line on what is no segment`() throws {
    let script = "mkfifo pipe; echo x >a-name-that-is-long-enough-to-be-cut-somewhere; exec $0 list"
    func printed(_ options: String, columns: UInt16 = 100) throws -> String {
      let terminal = try PseudoTerminal(
        try TestNamespace.command("\(script) \(options); echo end"), columns: columns,
        environment: ["NO_COLOR": ""])
      defer { terminal.end() }
      _ = try terminal.waitForEnd()
      return String(decoding: terminal.output, as: UTF8.self)
    }
    let cut = try printed("", columns: 50)
    #expect(cut.contains("\u{1b}[1mNAME\u{1b}[0m"), "\(cut)")
    #expect(cut.contains("…") && !cut.contains("be-cut-somewhere "), "\(cut)")
    #expect(cut.contains("Also in /dev/shm, but not segments: 1 FIFO"), "\(cut)")
    let narrow = try printed("", columns: 30)
    #expect(narrow.contains("\r\nAlso in /dev/shm, but not seg…\r\n"), "\(narrow)")
    let whole = try printed("--notruncate --color never", columns: 50)
    #expect(
      whole.contains("/a-name-that-is-long-enough-to-be-cut-somewhere  posix  "), "\(whole)")
    #expect(whole.contains("Also in /dev/shm, but not segments: 1 FIFO"), "\(whole)")
    #expect(!whole.contains("\u{1b}") && !whole.contains("…"), "\(whole)")
  }

  @Test func `--color always colours a file too, and a file gets none by itself`() throws {
    #expect(try listed("--color", "always").first?.hasPrefix("\u{1b}[1mNAME\u{1b}[0m") == true)
    #expect(try listed("--color", "auto").first?.hasPrefix("NAME ") == true)
    #expect(try listed("--color", "always", "--raw").first?.hasPrefix("NAME\t") == true)
  }

  @Test(
    arguments: [
      "--raw --export", "--json --raw", "--json --json-lines", "--json-lines --noheadings",
      "--json -P", "--json --time-format iso", "--shell --json-lines", "--others --json",
      "--others --kind posix", "--others -o ID", "--others -r", "--others --sort size",
      "--others -b", "--others -P", "--others --time-format iso", "--others --fail-if a",
      "--count 2", "--every 0", "--every 5x",
      "--every 5s --count 0", "--every 5s --fail-if kind=sysv", "--color blue",
    ])
  func `options that do not go together are refused`(_ words: String) throws {
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8)), "list"]
        + words.split(separator: " ").map { Argument(Array($0.utf8)) })
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty)
  }
}
