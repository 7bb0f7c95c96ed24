internal import TestSupport
internal import Testing

/// A host on which no thread can be made: RLIMIT_NPROC, pids.max, threads-max.
@Suite("Without threads", .waits) struct ThreadTests {
  private static let tryAgain = "11"

  /// Runs the program in a namespace of the test's own, after a setup, while no thread can be made.
  private func run(_ arguments: String, after setup: String = ":") throws -> Command.Outcome {
    let shmhold = try BuiltProgram.path(of: "shmhold")
    return try TestNamespace.run(
      "\(setup)\n\(shmhold) without clone3,clone \(Self.tryAgain) $0 \(arguments)")
  }

  @Test(.needs(.sysAdmin)) func `a large list is whole`() throws {
    let files = "i=0; while [ $i -lt 3000 ]; do : >n$i; i=$((i+1)); done"
    let outcome = try run("list --raw -o NAME --noheadings", after: files)
    #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    #expect(outcome.lines.count { $0.hasPrefix("/n") } == 3000)
    let document = try document(try run("list --json", after: files))
    #expect(document.segments.count { $0.name?.hasPrefix("/n") == true } == 3000)
  }

  @Test(.needs(.sysAdmin)) func `holders are found`() throws {
    let outcome = try run(
      "list -o NAME,STATE,HOLDERS", after: "truncate -s 12288 one; hold map \"$PWD/one\"")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.text.contains("in-use"), "\(outcome)")
    #expect(outcome.text.contains("shmhold"), "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `a segment is removed`() throws {
    let outcome = try run("rm --yes --no-log one; ls -A", after: "echo x >one")
    #expect(outcome.lines.first?.hasPrefix("posix:/one: removed") == true, "\(outcome)")
    #expect(outcome.lines.count == 1, "\(outcome)")
  }

  @Test(.needsRoot) func `an ordinary user at the limit of processes gets the list`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try program.script("exec prlimit --nproc=1 \"$0\" list")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.fields(of: "/\(file.name)") != nil, "\(outcome)")
  }

  @Test func `the monitor says so before it takes the screen`() throws {
    let shmhold = try BuiltProgram.path(of: "shmhold")
    let terminal = try PseudoTerminal([
      "\(shmhold)", "without", "clone3,clone", "\(Self.tryAgain)", "\(Program.path())",
    ])
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(1), "\(terminal.shown)")
    let message = "the monitor cannot start its threads: Resource temporarily unavailable"
    #expect(terminal.output.contains(Array(message.utf8)), "\(terminal.shown)")
    #expect(!terminal.output.contains(0x1b), "\(terminal.shown)")
    #expect(try terminal.modes == terminal.modesBefore)
  }
}
