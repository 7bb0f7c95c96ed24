internal import Glibc
internal import TestSupport
internal import Testing

/// What terminals send for keys, whatever the terminal database says of TERM.
@Suite("Keys as terminals send them", .needsTmux, .waits) struct KeypadTests {
  /// Sends the bytes of a text, in which `^` stands for ESC.
  private func send(_ text: String, to terminal: Tmux) throws {
    let bytes = text.utf8.map { $0 == UInt8(ascii: "^") ? 0x1b : $0 }
    try terminal.run(["send-keys", "-H"] + bytes.map { "\(String($0, radix: 16))" })
  }

  @Test(.needsTerminalTypes, arguments: TerminalType.allCases)
  func `arrows move in every form, and never leave a screen`(type: TerminalType) throws {
    let base = Unique.name()
    let first = try TestSegment("\(base)a")
    defer { first.remove() }
    let second = try TestSegment("\(base)b")
    defer { second.remove() }
    // tmux sets TERM itself.
    let terminal = try Tmux(
      columns: 80, environment: ["KEYS": type.rawValue], script: #"export TERM=$KEYS; exec "$@""#,
      ["--sort", "name"])
    defer { terminal.end() }
    try terminal.select(first.name)
    for (up, down) in [("^[A", "^[B"), ("^OA", "^OB"), ("^[1;5A", "^[1;2B")] {
      try send(down, to: terminal)
      try terminal.wait(for: "the second row after \(down)") { $0.marks(second.name) }
      try send(up, to: terminal)
      try terminal.wait(for: "the first row after \(up)") { $0.marks(first.name) }
    }
    // What no key sends does nothing, not even in part.
    try terminal.press("Enter")
    try terminal.wait(for: "Holders")
    try send("^[I^[999;9z^[?1;2c", to: terminal)
    // Nor does a late answer to a query of another program: a control string with letters.
    for answer in [
      "\u{1b}]11;rgb:dddd/dddd/dddd\u{1b}\\", "\u{1b}]11;rgb:dddd/d0d0/d0d0\u{7}",
      "\u{1b}P>|xterm(379)d\u{1b}\\", "\u{1b}_dP\u{1b}\\",
    ] {
      try terminal.type(answer)
    }
    try terminal.press("Q")
    try terminal.wait(for: "the message") { screen in
      screen.shows("Q does nothing here") && screen.shows("Holders")
    }
  }

  @Test func `Home, End, PgUp and PgDn come in many forms`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(rows: 10)
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("Enter")
    for (back, forth) in [
      ("^[H", "^[F"), ("^OH", "^OF"), ("^[1~", "^[4~"), ("^[7~", "^[8~"), ("^[1;5H", "^[1;5F"),
    ] {
      try terminal.wait(for: "the start after \(back)") { $0.shows("Holders:") }
      try send(forth, to: terminal)
      try terminal.wait(for: "the end after \(forth)") { !$0.shows("Holders:") }
      try send(back, to: terminal)
    }
    try terminal.wait(for: "the start") { $0.shows("Holders:") }
    try send("^[6~", to: terminal)
    try terminal.wait(for: "the next page") { !$0.shows("Holders:") }
    try send("^[5~", to: terminal)
    try terminal.wait(for: "the page before") { $0.shows("Holders:") }
  }
}
