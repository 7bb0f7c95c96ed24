internal import TestSupport
internal import Testing

/// Keys that come all at once, as from a paste.
@Suite("Keys that come at once", .waits) struct BurstTests {
  /// Sends keys to a monitor of one segment, and waits for a text; `end` then quits the monitor, which has
  /// not written `absent`.
  private func send(
    _ keys: String, waitingFor text: String, end: [String], withoutSeeing absent: String? = nil
  ) throws {
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
    if let absent { #expect(!terminal.shown.contains(absent)) }
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

  @Test(arguments: [
    "dy", "\r", "P\u{1b}[201~dyy", "\u{1b}[200~xdy", "\u{1b}[200~", "Kyyyy\u{1b}[201~d",
  ])
  func `do nothing behind an end that the pasted text itself contains`(keys: String) throws {
    // A question that a key has opened would take the last key, and the program would go on.
    try send(
      "\u{1b}[200~ready\u{1b}[201~\(keys)\u{1b}[201~",
      waitingFor: "pasted text is ignored here", end: ["q"])
  }

  @Test func `do nothing as presses of the mouse in a pasted text`() throws {
    // A press on the row of the only segment shows its details.
    let presses = (1...12).map { "\u{1b}[<0;5;\($0)M\u{1b}[<0;5;\($0)m" }.joined()
    for end in ["", "\u{1b}[201~"] {
      try send(
        "\u{1b}[200~\(end)\(presses)\(presses)\u{1b}[201~Enter",
        waitingFor: "pasted text is ignored here", end: ["q"], withoutSeeing: "table > ")
    }
  }

  @Test func `do not answer a question as pasted text with an end in it`() throws {
    try send(
      "d\u{1b}[200~\u{1b}[201~\t\ty\r\u{1b}[201~", waitingFor: "pasted text is ignored here",
      end: ["\u{1b}", "q"])
  }

  @Test func `are typed into a prompt only, with an end in the text`() throws {
    try send(
      "f\u{1b}[200~older-\u{1b}[201~\rthan=77\u{1b}d\u{1b}[201~",
      waitingFor: "older-than=77d", end: ["\u{1b}", "q"])
  }
}
