internal import Glibc
internal import TestSupport
internal import Testing

@Suite("A terminal that goes away", .waits) struct LostTerminalTests {
  @Test func `ends the monitor`() throws {
    let terminal = try PseudoTerminal(["\(Program.path())"])
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    terminal.hangUp()
    #expect(try terminal.waitForEnd() == .killed(SIGHUP))
  }

  @Test func `ends the monitor even if SIGHUP is ignored`() throws {
    let terminal = try PseudoTerminal(
      ["\(Program.path())"], preparation: "trap '' HUP; ulimit -c 0")
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    terminal.hangUp()
    #expect(try terminal.waitForEnd() == .exited(1))
  }

  @Test func `ends a question, and that counts as no`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "rm", "\(file.name)"], preparation: "trap '' HUP; ulimit -c 0")
    defer { terminal.end() }
    try terminal.wait(for: "?")
    try terminal.wait(for: "N]")
    terminal.hangUp()
    _ = try terminal.waitForEnd()
    #expect(file.exists)
  }
}
