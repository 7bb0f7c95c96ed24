internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Without a usable terminal", .waits) struct NoScreenTests {
  @Test func `the monitor says that TERM is not set`() throws {
    try expectMessage(about: "TERM", PseudoTerminal(["\(Program.path())"], without: "TERM"))
  }

  @Test(arguments: ["dumb", "no-such-terminal", "", "\u{1b}]2;x\u{7}"])
  func `the monitor says so and draws nothing`(_ type: String) throws {
    let word = type.contains("\u{7}") || type.isEmpty ? "TERM" : type
    try expectMessage(
      about: word, PseudoTerminal(["\(Program.path())"], environment: ["TERM": type]))
  }

  @Test func `the list still works`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    // Whole names, whatever other rows there are.
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "list", "--notruncate"], without: "TERM")
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.output.contains(Array(file.name.utf8)))
    #expect(!terminal.output.contains(0x1b))
  }

  private func expectMessage(about word: String, _ terminal: PseudoTerminal) throws {
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(1), "\(terminal.shown)")
    #expect(terminal.output.contains(Array(word.utf8)), "\(terminal.shown)")
    #expect(terminal.output.unsafeParts(allowing: [0x0d, 0x0a]) == [])
    #expect(terminal.output.count(where: { $0 == 0x0a }) == 1, "\(terminal.shown)")
    #expect(try terminal.modes == terminal.modesBefore)
  }
}
