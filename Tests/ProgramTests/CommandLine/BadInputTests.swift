internal import TestSupport
internal import Testing

/// Wrong usage, which is refused with what would be right, and output that cannot be written.
@Suite("Bad input", .waits) struct BadInputTests {
  @Test(
    arguments: [
      ("lst", "'list'"), ("ls", "'list'"), ("monitr", "'monitor'"), ("Show", "'show'"),
      ("remove", "'rm'"), ("help dmup", "'dump'"), ("/psm_1", "'shmtop show /psm_1'"),
      ("lst --size 1M", "'list'"), ("rstore --yes", "'restore'"),
    ])
  func `a misspelt command is named, with the one that was meant`(
    _ words: String, _ meant: String
  ) throws {
    let outcome = try refused(words)
    let word = words.split(separator: " ").first { $0 != "help" } ?? ""
    #expect(
      outcome.errorText.contains("no command '\(word)'; did you mean \(meant)?"), "\(outcome)")
  }

  @Test func `a command like no other is answered with all of them`() throws {
    let outcome = try refused("xyzzy")
    #expect(outcome.errorText.contains("Commands: monitor list "), "\(outcome)")
    let hostile = try Command.run([try program, Argument(Array("x\u{1b}[2J\n".utf8))])
    #expect(hostile.errorText.contains(#"'x\e[2J\n'"#), "\(hostile)")
  }

  @Test(
    arguments: [
      ("list -o SIZ", "'SIZE'"), ("list -o +onwer", "'OWNER'"), ("list --sort siez", "'SIZE'"),
      ("monitor --sort growht", "'GROWTH'"),
    ])
  func `an unknown column is refused with the one that was meant`(
    _ words: String, _ meant: String
  ) throws {
    #expect(try refused(words).errorText.contains("did you mean \(meant)?"))
  }

  @Test(
    arguments: [
      ("--older-than", "4hours", "4h"), ("--older-than", "-4h", "4h"), ("--older-than", "", "4h"),
      ("--min-size", "1Mi b", "1M"), ("--min-size", "1.5M", "1M"), ("--min-size", "M", "1M"),
      ("--where", "older>4hours", "4h"), ("--where", "size>1Mi b", "1M"),
      ("--where", "size>", "1M"),
    ] as [(String, String, String)])
  func `a wrong unit is refused with a right one`(
    _ option: String, _ value: String, _ right: String
  ) throws {
    let outcome = try Command.run(
      [try program, "list", Argument(Array("\(option)=\(value)".utf8))])
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains(right), "\(outcome)")
  }

  @Test(
    arguments: [
      ("rm /plain", "use --yes to remove"),
      ("rm sysv:abc --yes", "'sysv:abc' does not name a segment"),
      ("show sysv:abc", "write posix:/NAME"), ("show ''", "'' does not name a segment"),
      (#"show 'posix:/bad\q'"#, #"'posix:/bad\q' does not name a segment"#),
      ("dump key:0", "'key:0' does not name a segment"), ("wait posix:x --for gone", "'posix:x'"),
      ("wait memfd:1:2 --for present", "takes a name"),
      ("write /plain --offset 0 --text a", "use --yes to write"),
    ])
  func `wrong usage that is no matter of options is one line, without the usage`(
    _ words: String, _ message: String
  ) throws {
    let outcome = try Command.run(["sh", "-c", "exec \"$0\" \(words)", try program])
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errorText.contains(message), "\(outcome)")
    #expect(outcome.errorText.hasPrefix("shmtop: "), "\(outcome)")
    #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome)")
  }

  @Test(.needs(.sysAdmin, .chown))
  func `restoring for another user without a terminal is refused in one line`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; echo x >one; chown 65534 one; $0 rm --yes --no-log --save /mnt one
      $0 restore --no-log /mnt/one.json >/dev/null; echo "status $?"
      """)
    #expect(outcome.lines.last == "status 64", "\(outcome)")
    #expect(outcome.errorText.contains("there is no terminal to ask on; use --yes\n"), "\(outcome)")
    #expect(!outcome.errorText.contains("Usage: "), "\(outcome)")
  }

  @Test(arguments: [
    "list", "list --json", "list --raw", "list --named-only", "--help", "--version",
  ])
  func `output that is closed at the start is an error with a message`(_ words: String) throws {
    let outcome = try Command.run(["sh", "-c", "exec \"$0\" \(words) >&-", try program])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText == "shmtop: standard output: Bad file descriptor\n", "\(outcome)")
  }

  @Test(.needs(.sysAdmin), arguments: [("list --raw -o NAME", 100_000), ("list --json", 20_000)])
  func `a reader that has enough of many rows ends the program quietly`(
    _ words: String, _ count: Int
  ) throws {
    let outcome = try TestNamespace.run(
      """
      seq -f psm_%.0f \(count) | xargs touch
      { $0 \(words) --named-only; echo "status $?" >&2; } | head -c 20 | wc -c
      """)
    #expect(outcome.lines == ["20"], "\(outcome)")
    // Other tests put files below this /dev/shm, about which each list complains.
    let messages = outcome.errorText.split(separator: "\n").filter { !$0.contains("mounted over") }
    #expect(messages == ["status 0"], "\(outcome)")
  }

  private var program: Argument {
    get throws { Argument(Array(try Program.path().utf8)) }
  }

  /// Runs the program with wrong words; nothing stands on standard output.
  private func refused(_ words: String) throws -> Command.Outcome {
    let words = words.split(separator: " ").map { Argument(Array($0.utf8)) }
    let outcome = try Command.run([try program] + words)
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    return outcome
  }
}
