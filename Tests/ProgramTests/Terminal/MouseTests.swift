internal import Glibc
internal import TestSupport
internal import Testing

/// The mouse on a real terminal.
@Suite("The mouse", .waits) struct MouseTests {
  @Test func `is asked for, reported and given back`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "--no-log", "--name", "\(file.name)"],
      environment: ["TERM": "xterm-256color"])
    defer { terminal.end() }
    try terminal.wait(for: "\u{1b}[?1006;1000h")
    try terminal.wait(for: "/\(file.name)")
    // The first key of the footer, help, in the last of 50 rows: xterm counts from 1.
    try terminal.type("\u{1b}[<0;1;50M\u{1b}[<0;1;50m")
    try terminal.wait(for: "Help")
    try terminal.type("qq")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("\u{1b}[?1006;1000l"))
  }

  @Test func `is left to the terminal with an option`() throws {
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "--no-log", "--no-mouse"], environment: ["TERM": "xterm-256color"])
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("?1000h"))
  }
}
