internal import Glibc
internal import TestSupport
internal import Testing

/// The monitor on terminals that differ in what they can do.
@Suite("On each type of terminal", .needsTerminalTypes, .waits) struct TerminalTypeTests {
  private func monitor(
    _ type: TerminalType, _ environment: [String: String] = [:], of file: TestSegment
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "--no-log", "--theme=light", "--name", "\(file.name)"],
      environment: type.environment.merging(environment) { $1 })
    do { try terminal.wait(for: "/\(file.name)") } catch {
      terminal.end()
      throw error
    }
    return terminal
  }

  /// Shows help and a question, and leaves them.
  private func look(_ terminal: PseudoTerminal) throws {
    try terminal.type("?")
    try terminal.wait(for: "PgUp")
    try terminal.type("q")
    try terminal.type("d")
    try terminal.wait(for: "Keep it")
    try terminal.type("n")
  }

  /// Expects the terminal to be as before the program.
  private func expectGivenBack(_ terminal: PseudoTerminal, _ type: TerminalType) throws {
    let output = terminal.output
    #expect(TerminalState(after: output) == TerminalState(), "\(terminal.shown)")
    #expect(try terminal.modes == terminal.modesBefore)
    for (taken, given) in [("smcup", "rmcup"), ("civis", "cnorm"), ("smkx", "rmkx")] {
      guard let taken = try type.capability(taken) else { continue }
      let given = try #require(try type.capability(given))
      let first = try #require(output.firstRange(of: taken), "\(terminal.shown)")
      let last = try #require(output.lastRange(of: given), "\(terminal.shown)")
      #expect(first.upperBound <= last.lowerBound, "\(terminal.shown)")
    }
  }

  @Test(arguments: TerminalType.allCases)
  func `it takes what the terminal has, and gives all of it back`(type: TerminalType) throws {
    let file = try TestSegment(size: 64)
    defer { file.remove() }
    let terminal = try monitor(type, of: file)
    defer { terminal.end() }
    try look(terminal)
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    try expectGivenBack(terminal, type)
    let use = TerminalState(after: terminal.output).use
    #expect(try use.colors.isEmpty == !type.hasColors, "\(terminal.shown)")
    #expect(try use.modes.contains(1000) == type.hasMouse, "\(use)")
    // The clipboard is left alone if no key asks for a copy.
    #expect(use.commands == 0)
    // Beside the mouse, and pasted text, of which the database knows nothing.
    let own: Set = [1000, 1002, 1003, 1006, 2004]
    var known: Set<Int> = []
    for name in ["smcup", "civis", "cnorm", "smkx", "smam"] {
      known.formUnion(TerminalState(after: try type.capability(name) ?? []).use.modes)
    }
    #expect(use.modes.subtracting(own).isSubset(of: known), "\(use)")
  }

  @Test(arguments: TerminalType.allCases)
  func `a signal gives all of it back`(type: TerminalType) throws {
    let file = try TestSegment(size: 64)
    defer { file.remove() }
    let terminal = try monitor(type, of: file)
    defer { terminal.end() }
    try look(terminal)
    kill(terminal.process, SIGTERM)
    #expect(try terminal.waitForEnd() == .killed(SIGTERM))
    try expectGivenBack(terminal, type)
  }

  @Test(arguments: TerminalType.allCases)
  func `boxes are of ASCII in a C locale`(type: TerminalType) throws {
    let file = try TestSegment(size: 64)
    defer { file.remove() }
    let terminal = try monitor(type, ["LC_ALL": "C"], of: file)
    defer { terminal.end() }
    try look(terminal)
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    let use = TerminalState(after: terminal.output).use
    #expect(use.text.allSatisfy { $0 < 0x80 })
    #expect(!use.hasDrawnLines)
    #expect(use.text.contains(Array("+ Help".utf8)), "\(terminal.shown)")
  }

  @Test(.needsTmux, arguments: TerminalType.allCases)
  func `keys, a question and help work on its screen`(type: TerminalType) throws {
    let file = try TestSegment()
    defer { file.remove() }
    // tmux sets TERM itself.
    let terminal = try Tmux(
      environment: ["KIND": type.rawValue],
      script: """
        echo BEFORE; stty -g >before; TERM=$KIND "$@"; status=$?; stty -g >after
        echo ended-$status; exec cat >/dev/null
        """, ["--no-log"])
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("d")
    try terminal.wait(for: "the question") { $0.shows("Keep it") && $0.shows(file.name) }
    try terminal.press("n")
    try terminal.wait(for: "the row") { $0.marks(file.name) && !$0.shows("Keep it") }
    try terminal.press("?")
    try terminal.wait(for: "┌ Help")
    try terminal.press("Escape")
    try terminal.wait(for: "the row again") { $0.marks(file.name) && !$0.shows("┌") }
    try terminal.press("q")
    if try type.capability("smcup") != nil {
      try terminal.expectGivenBack(status: 0)
    } else {
      try terminal.wait(for: "ended-0")
      #expect(terminal.folder.contents(of: "before") == terminal.folder.contents(of: "after"))
    }
    for (name, value) in [
      ("alternate_on", "0"), ("cursor_flag", "1"), ("mouse_any_flag", "0"), ("keypad_flag", "0"),
      ("keypad_cursor_flag", "0"),
    ] {
      #expect(try terminal.value(of: name) == value, "\(name)")
    }
  }

  @Test(arguments: TerminalType.allCases)
  func `the mouse speaks as the terminal does`(type: TerminalType) throws {
    guard let start = try type.capability("kmous") else { return }
    let file = try TestSegment(size: 64)
    defer { file.remove() }
    let terminal = try monitor(type, of: file)
    defer { terminal.end() }
    // The first key of the footer, help, in the last of 50 rows. Numbers count from 1; if they are
    // bytes, 32 is added.
    let isInNumbers = start.last == UInt8(ascii: "<")
    let press = isInNumbers ? "0;1;50M" : " !R"
    try terminal.type(String(decoding: start, as: UTF8.self) + press)
    try terminal.wait(for: "PgUp")
    try terminal.type("qq")
    #expect(try terminal.waitForEnd() == .exited(0))
    try expectGivenBack(terminal, type)
  }
}
