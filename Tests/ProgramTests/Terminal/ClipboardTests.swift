internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The clipboard of the terminal", .waits) struct ClipboardTests {
  @Test(.needsTerminalTypes, arguments: TerminalType.allCases)
  func `gets the ID of the selected segment`(type: TerminalType) throws {
    let file = try TestSegment(size: 64)
    defer { file.remove() }
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "--name", "\(file.name)"], environment: type.environment)
    defer { terminal.end() }
    try terminal.wait(for: "/\(file.name)")
    try terminal.type("y")
    // The text is "posix:/", whose first six bytes are two groups of base64.
    try terminal.wait(for: "\u{1b}]52;c;cG9zaXg6")
    try terminal.wait(for: "\u{7}")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(TerminalState(after: terminal.output).use.commands == 1)
  }
}
