internal import TestSupport
internal import Testing

/// Keys that come all at once, as from a paste.
@Suite("Keys that come at once", .waits) struct BurstTests {
  private func monitor(of file: TestSegment) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(["\(Program.path())", "--name", "\(file.name)"])
    do { try terminal.wait(for: "/\(file.name)") } catch {
      terminal.end()
      throw error
    }
    return terminal
  }

  @Test func `open a question and do not answer it`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try monitor(of: file)
    defer { terminal.end() }
    try terminal.type("dy")
    try terminal.wait(for: "Keep it")
    #expect(file.exists)
  }

  @Test func `do nothing if the terminal marks them as pasted`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try monitor(of: file)
    defer { terminal.end() }
    try terminal.type("\u{1b}[200~ready\r\u{1b}[201~")
    try terminal.wait(for: "pasted text is ignored here")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(file.exists)
  }

  @Test func `are typed into a prompt if the terminal marks them as pasted`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try monitor(of: file)
    defer { terminal.end() }
    try terminal.type("f\u{1b}[200~older-than=77d\u{1b}[201~")
    try terminal.wait(for: "older-than=77d")
    try terminal.type("\u{1b}")
    try terminal.wait(for: "quit")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
