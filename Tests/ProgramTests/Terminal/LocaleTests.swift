internal import Glibc
internal import TestSupport
internal import Testing

@Suite("What the monitor draws", .waits) struct LocaleTests {
  @Test func `is ASCII in a C locale`() throws {
    let file = try TestSegment(Array("\(Unique.name())\u{e9}\u{4e2d}".utf8), size: 1 << 54)
    defer { file.remove() }
    let terminal = try monitor(["LC_ALL": "C"])
    defer { terminal.end() }
    try terminal.wait(for: "4e2d}")
    try terminal.type("?")
    try terminal.wait(for: "PgUp")
    try terminal.type("q")
    try terminal.type("d")
    try terminal.wait(for: "Keep it")
    try terminal.type("nq")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func `is UTF-8 in a UTF-8 locale`() throws {
    let file = try TestSegment(Array("\(Unique.name())\u{e9}".utf8), size: 1 << 54)
    defer { file.remove() }
    let terminal = try monitor(["LC_ALL": "C.UTF-8"])
    defer { terminal.end() }
    try terminal.wait(for: "t\u{e9}")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(String(validating: terminal.output, as: UTF8.self) != nil)
  }

  @Test func `has colours, and none with NO_COLOR`() throws {
    #expect(try !colors(with: [:]).isEmpty)
    #expect(try !colors(with: ["NO_COLOR": ""]).isEmpty)
    #expect(try colors(with: ["NO_COLOR": "1"]) == [])
    #expect(try !colors(with: ["NO_COLOR": "1"], "--color=always").isEmpty)
    #expect(try colors(with: [:], "--color=never") == [])
    #expect(try colors(with: [:], "--theme=plain") == [])
  }

  @Test func `paints its background if the theme says so`() throws {
    // White on a terminal with 256 colours; its seventh of eight colours.
    #expect(try colors(with: ["TERM": "xterm-256color"], "--theme=light").contains(231))
    #expect(try colors(with: ["TERM": "linux"], "--theme=light").contains(47))
    #expect(try colors(with: ["TERM": "linux"]) == [])
  }

  private func monitor(
    _ environment: [String: String], _ options: [Argument] = []
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      ["\(Program.path())", "--sort", "size"] + options, environment: environment)
  }

  /// The numbers that set a colour, in the sequences that leave the program.
  private func colors(
    with environment: [String: String], _ options: Argument...
  ) throws -> [Int] {
    let terminal = try monitor(environment, options)
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.type("?")
    try terminal.wait(for: "PgUp")
    try terminal.type("qq")
    #expect(try terminal.waitForEnd() == .exited(0))
    let sequences = String(decoding: terminal.output, as: UTF8.self).split(separator: "\u{1b}[")
    let numbers = sequences.flatMap { sequence -> [Int] in
      let parameters = sequence.prefix { $0.isNumber || $0 == ";" }
      let isStyle = sequence.dropFirst(parameters.count).first == "m"
      return isStyle ? parameters.split(separator: ";").compactMap { Int($0) } : []
    }
    return numbers.filter { (30...38).contains($0) || (40...48).contains($0) || $0 >= 90 }
  }
}
