internal import TestSupport
internal import Testing

/// Keys that come all at once, as from a paste.
@Suite("Keys that come at once", .waits) struct BurstTests {
  /// Sends keys to a monitor of one segment, and waits for a text; `end` then quits the monitor.
  private func send(_ keys: String, waitingFor text: String, end: [String]) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try PseudoTerminal(["\(Program.path())", "--name", "\(file.name)"])
    defer { terminal.end() }
    try terminal.wait(for: "/\(file.name)")
    try terminal.type(keys)
    try terminal.wait(for: text)
    #expect(file.exists)
    for keys in end {
      try terminal.type(keys)
      if keys != end.last { try terminal.wait(for: "help") }
    }
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(file.exists)
  }

  @Test func `open a question and do not answer it`() throws {
    try send("dy", waitingFor: "Keep it", end: ["\u{1b}", "q"])
  }

  @Test func `do nothing if the terminal marks them as pasted`() throws {
    try send(
      "\u{1b}[200~ready\r\u{1b}[201~", waitingFor: "pasted text is ignored here", end: ["q"])
  }

  @Test func `are typed into a prompt if the terminal marks them as pasted`() throws {
    try send(
      "f\u{1b}[200~older-than=77d\u{1b}[201~", waitingFor: "older-than=77d",
      end: ["\u{1b}", "q"])
  }
}
