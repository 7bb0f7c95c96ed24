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
}
