internal import TestSupport
internal import Testing

@Suite("write on a terminal", .waits) struct WriteTerminalTests {
  @Test(arguments: [("y\n", WaitStatus.exited(0)), ("n\n", .exited(1)), ("\u{4}", .exited(1))])
  func `asks before it writes`(_ answer: String, _ status: WaitStatus) throws {
    let file = try TestSegment(contents: Array("before".utf8))
    defer { file.remove() }
    let terminal = try PseudoTerminal([
      "\(Program.path())", "write", "\(file.name)", "--offset", "0", "--text", "behind", "--no-log",
    ])
    defer { terminal.end() }
    try terminal.wait(for: "|before|")
    try terminal.wait(for: "|behind|")
    try terminal.wait(for: "Write them? [y/N]")
    try terminal.type(answer)
    #expect(try terminal.waitForEnd() == status)
    let text = try shmtop("dump", "\(file.name)", "--length", "6").text
    #expect(text.contains(status == .exited(0) ? "|behind|" : "|before|"), "\(text)")
  }

  @Test(arguments: [["--expect", "\"before\""], []])
  func `expects what the question has shown, also without --expect`(_ expect: [String]) throws {
    let file = try TestSegment(contents: Array("before".utf8))
    defer { file.remove() }
    let terminal = try PseudoTerminal(
      [
        "\(Program.path())", "write", "\(file.name)", "--offset", "0", "--text", "behind",
        "--no-log",
      ] + expect.map { "\($0)" })
    defer { terminal.end() }
    try terminal.wait(for: "Write them? [y/N]")
    try file.write(Array("B".utf8))
    try terminal.type("y\n")
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(terminal.output.contains(Array("other bytes stand there".utf8)), "\(terminal.shown)")
    #expect(try shmtop("dump", "\(file.name)", "--length", "6").text.contains("|Before|"))
  }

  @Test func `replaced by another segment before the answer is not written`() throws {
    let file = try TestSegment(contents: Array("before".utf8))
    defer { file.remove() }
    let terminal = try PseudoTerminal([
      "\(Program.path())", "write", "\(file.name)", "--offset", "0", "--text", "behind", "--no-log",
    ])
    defer { terminal.end() }
    try terminal.wait(for: "Write them? [y/N]")
    file.remove()
    let successor = try TestSegment(file.name, contents: Array("another".utf8))
    defer { successor.remove() }
    try terminal.type("y\n")
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(terminal.output.contains(Array("has replaced it".utf8)), "\(terminal.shown)")
    #expect(try shmtop("dump", "\(file.name)", "--length", "7").text.contains("|another|"))
  }
}
