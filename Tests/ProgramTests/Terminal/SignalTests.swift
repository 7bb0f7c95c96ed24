internal import TestSupport
internal import Glibc
internal import Testing

/// The signals that end a program and can be caught.
private let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP]

@Suite("A signal that ends the monitor", .needsTmux, .waits) struct SignalTests {
  @Test(arguments: signals)
  func `gives the screen back and lets the shell know`(_ signal: Int32) throws {
    let terminal = try Tmux.monitor()
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    kill(try terminal.process(), signal)
    try terminal.expectGivenBack(status: 128 + signal)
  }
}

@Suite("The bytes that leave the monitor", .waits) struct SignalByteTests {
  @Test(arguments: signals)
  func `give the screen back before a signal ends it`(_ signal: Int32) throws {
    let terminal = try PseudoTerminal(["\(Program.path())"])
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    kill(terminal.process, signal)
    #expect(try terminal.waitForEnd() == .killed(signal))
    try expectGivenBack(terminal)
  }

  @Test func `give the screen back when it quits`() throws {
    let terminal = try PseudoTerminal(["\(Program.path())"])
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    try expectGivenBack(terminal)
  }

  @Test func `give the screen back at ^C`() throws {
    let terminal = try PseudoTerminal(["\(Program.path())"])
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.type("\u{3}")
    let status = try terminal.waitForEnd()
    #expect(status == .killed(SIGINT) || status == .exited(0))
    try expectGivenBack(terminal)
  }

  /// Expects that the alternate screen is left last, with the cursor shown and the old modes.
  private func expectGivenBack(_ terminal: PseudoTerminal) throws {
    let output = terminal.output
    let dismiss = Array("\u{1b}[?1049l".utf8)
    let end = try #require(output.firstRange(of: dismiss), "\(terminal.shown)")
    // What follows at most sets the keypad back.
    #expect(output.count - end.upperBound < 16, "\(terminal.shown)")
    let shows = output.lastRange(of: Array("\u{1b}[?25h".utf8))?.lowerBound ?? -1
    let hides = output.lastRange(of: Array("\u{1b}[?25l".utf8))?.lowerBound ?? -1
    #expect(shows > hides, "\(terminal.shown)")
    #expect(try terminal.modes == terminal.modesBefore)
  }
}
