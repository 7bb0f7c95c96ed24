internal import Glibc
internal import TestSupport
internal import Testing

@Suite("dump on a terminal", .waits) struct DumpTerminalTests {
  @Test func `writes no raw bytes`() throws {
    let file = try TestSegment(contents: Array("secret".utf8))
    defer { file.remove() }
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "dump", "--format", "raw", "\(file.name)"])
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(64))
    #expect(!terminal.output.contains(Array("secret".utf8)))
    #expect(terminal.output.contains(Array("--output".utf8)), "\(terminal.shown)")
  }

  @Test func `writes hex, without asking if reading leaves no trace`() throws {
    let file = try TestSegment(contents: Array("hello".utf8))
    defer { file.remove() }
    let terminal = try PseudoTerminal(["\(Program.path())", "dump", "\(file.name)"])
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.output.contains(Array("68 65 6c 6c 6f".utf8)), "\(terminal.shown)")
  }

  @Test(arguments: [("y\n", WaitStatus.exited(0)), ("n\n", .exited(1)), ("\u{4}", .exited(1))])
  func `asks if reading has side effects`(_ answer: String, _ status: WaitStatus) throws {
    try TestSystemVSegment.with(size: 4096) { made in
      let before = try #require(try made.row())
      let terminal = try PseudoTerminal(["\(Program.path())", "dump", "sysv:\(made.number)"])
      defer { terminal.end() }
      try terminal.wait(for: "reading changes its times and last PID")
      try terminal.wait(for: "[y/N]")
      #expect(try made.row() == before)
      try terminal.type(answer)
      #expect(try terminal.waitForEnd() == status)
      #expect(terminal.output.contains(Array("00001000".utf8)) == (status == .exited(0)))
      if status != .exited(0) { #expect(try made.row() == before) }
    }
  }

  @Test func `shows the progress of a long dump, and clears it`() throws {
    let file = try TestSegment(size: 1 << 20, contents: Array(repeating: 7, count: 1 << 20))
    defer { file.remove() }
    // The reader of the pipe waits after the first byte, so the dump takes more than a second.
    let script: Argument = """
      "$0" dump --format raw "$1" | (head -c 1 >/dev/null; sleep 1.2; cat >/dev/null); echo done
      """
    let terminal = try PseudoTerminal(
      ["/bin/sh", "-c", script, "\(Program.path())", "\(file.name)"])
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(0))
    let progress = try #require(terminal.output.firstRange(of: Array(" of 1M, ".utf8)))
    let end = try #require(terminal.output.firstRange(of: Array("  \rdone".utf8)))
    #expect(progress.upperBound < end.lowerBound)
  }
}
