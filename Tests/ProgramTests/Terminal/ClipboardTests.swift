internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The clipboard of the terminal", .waits) struct ClipboardTests {
  @Test(arguments: ["xterm-256color", "tmux-256color", "vt100"])
  func `gets the ID of the selected segment`(term: String) throws {
    let file = try TestSegment(size: 64)
    defer { file.remove() }
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "--name", "\(file.name)"], environment: ["TERM": term])
    defer { terminal.end() }
    try terminal.wait(for: "/\(file.name)")
    try terminal.type("y")
    // The text is "posix:/", whose first six bytes are two groups of base64.
    try terminal.wait(for: "\u{1b}]52;c;cG9zaXg6")
    try terminal.wait(for: "\u{7}")
    try terminal.type("q")
    _ = try terminal.waitForEnd()
  }
}
