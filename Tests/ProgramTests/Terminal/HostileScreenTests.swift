internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Hostile names on the screen", .needsTmux, .waits) struct HostileScreenTests {
  @Test(arguments: HostileName.all)
  func `send no control sequences to the terminal`(_ hostile: HostileName) throws {
    let file = try TestSegment(hostile.bytes())
    defer { file.remove() }
    let prefix = hostile.prefix(of: file)
    let terminal = try Tmux(
      columns: 100, rows: 29, script: "echo ready; read line; \"$@\"; echo ended-$?; exec cat")
    defer { terminal.end() }
    try terminal.wait(for: "ready")
    try terminal.run(["pipe-pane", "-O", "exec cat >\(terminal.folder.path)/raw"])
    try terminal.press("Enter")

    try terminal.search(prefix)
    try terminal.press("i")
    try terminal.wait(for: "details") { $0.shows(" > posix:/\(prefix)") }
    try terminal.press("d")
    try terminal.wait(for: "the dialog") { $0.marks("Keep it") }
    try terminal.press("Escape")
    try terminal.wait(for: "the dialog to go") { !$0.shows("Keep it") }
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { !$0.shows(" > posix:/") }
    try terminal.press("d")
    try terminal.wait(for: "the dialog") { $0.marks("Keep it") }
    try terminal.agree()
    try Deadline.wait(for: "removal") { !file.exists }
    try terminal.wait(for: "the report") { screen in
      screen.lines.contains { $0.text.contains("posix:/") && $0.text.contains("removed") }
    }
    try terminal.press("q")
    try terminal.wait(for: "ended-0")

    let recorded = Deadline.poll {
      terminal.folder.contents(of: "raw").flatMap { raw in
        raw.contains(Array("ended-0".utf8)) ? raw : nil
      }
    }
    let raw = try #require(recorded)
    #expect(raw.contains(Array(prefix.utf8)))
    // Escape sequences, newlines and bells are the program's own as far as terminfo has them.
    let own: Set<UInt8> = [0x08, 0x09, 0x0a, 0x0d, 0x0e, 0x0f, 0x1b]
    #expect(raw.unsafeParts(allowing: own) == [])
    for harm in ["\u{1b}]", "\nroot", "\u{1b}[2Jx"] {
      #expect(!raw.contains(Array(harm.utf8)), "\(harm.debugDescription)")
    }
  }

  @Test func `columns are aligned beside wide and combined characters`() throws {
    let base = Unique.name()
    let names = [
      "plain", "\u{65e5}\u{672c}\u{8a9e}", "e\u{301}te\u{301}", "\u{1f680}", "\u{d55c}\u{ae00}",
    ]
    var files: [TestSegment] = []
    defer { for file in files { file.remove() } }
    for name in names { files.append(try TestSegment(Array("\(base)\(name)".utf8), size: 64)) }
    let terminal = try Tmux.monitor(columns: 100, "--name", "\(base)*")
    defer { terminal.end() }
    func rows(_ screen: Screen) -> [String] {
      screen.lines.map(\.text).filter { $0.contains("/\(base)") && $0.contains(" posix ") }
    }
    let screen = try terminal.wait(for: "all rows") { rows($0).count == names.count }
    let starts = rows(screen).map { row in
      let end = row.firstRange(of: " posix ")?.lowerBound ?? row.endIndex
      return row[..<end].unicodeScalars.reduce(0) { $0 + columns($1) }
    }
    #expect(Set(starts).count == 1, "\(starts)\n\(screen)")
  }

  /// The columns of the characters of these names: as many as a terminal gives them.
  private func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36f: 0
    case 0x1100...: 2
    default: 1
    }
  }
}
