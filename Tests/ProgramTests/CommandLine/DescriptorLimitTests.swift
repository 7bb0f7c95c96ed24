internal import TestSupport
internal import Testing

/// A small RLIMIT_NOFILE.
@Suite("Few descriptors", .waits) struct DescriptorLimitTests {
  private static let commands = [
    "list", "list --json", "list --named-only", "show one", "dump one", "rm --dry-run one",
    "rm --orphans", "rm --yes --no-log one", "rm --yes --no-log --save /mnt/new one",
    "restore /mnt/old/psm_1.json", "--help",
  ]

  /// With fewer than four the dynamic loader has none for the libraries.
  @Test(.needs(.sysAdmin), arguments: 4...20)
  func `give every command a result or a clear error`(_ limit: Int) throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; echo x >psm_1; mkdir sub; echo x >sub/file; truncate -s 12288 mapped
      hold map /dev/shm/mapped >&2; $0 rm --yes --no-log --save /mnt/old psm_1 >/dev/null 2>&1
      while read -r words; do
        echo x >one; rm -rf psm_1 /mnt/new
        prlimit --nofile=\(limit) $0 $words </dev/null >/mnt/out 2>/mnt/errors; status=$?
        cat /mnt/errors >&2
        echo "$words: $status" $(grep -c 'Too many open files' /mnt/errors) $(ls -A | grep shmtop)
      done <<END
      \(Self.commands.joined(separator: "\n"))
      END
      """)
    let lines = outcome.lines
    #expect(lines.count == Self.commands.count, "\(outcome)")
    for line in lines {
      let isDone = line.hasSuffix(": 0 0")
      let isExplained = line.contains(": 1 ") && !line.hasSuffix(" 0") && !line.contains(".shmtop")
      // A named segment is removed without knowing its holders, which is said.
      let isSaid = line.hasPrefix("rm --") && line.contains(": 0 ")
      #expect(isDone || isExplained || isSaid, "\(line)")
      // Enough for everything.
      #expect(isDone || limit < 12, "\(line): \(outcome.errorText)")
    }
  }

  @Test func `do not make a list that seems whole`() throws {
    try HoldingChild.with(.memfd, of: "few") { _ in
      let outcome = try Command.run(["prlimit", "--nofile=6", "\(Program.path())", "list"])
      #expect(outcome.status == .exited(1), "\(outcome)")
      #expect(outcome.errorText.contains("/proc: Too many open files"), "\(outcome)")
    }
  }

  @Test func `do not make a name seem gone`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try Command.run([
      "prlimit", "--nofile=4", "\(Program.path())", "show", "\(file.name)",
    ])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(
      outcome.errorText.contains("\(file.name): cannot be found: /dev/shm: Too many open files"),
      "\(outcome)")
  }

  @Test(arguments: 4...20) func `give the monitor or a clear error`(_ limit: Int) throws {
    let terminal = try PseudoTerminal(["prlimit", "--nofile=\(limit)", "\(Program.path())"])
    defer { terminal.end() }
    do {
      try terminal.wait(for: "quit")
      try terminal.type("q")
      #expect(try terminal.waitForEnd() == .exited(0), "\(terminal.shown)")
    } catch let failure as Failure {
      // It ended before; the limit that is enough for the list is enough for the monitor.
      #expect("\(failure)".contains("Too many open files"), "\(limit): \(failure)")
    }
    #expect(try terminal.modes == terminal.modesBefore)
  }
}
