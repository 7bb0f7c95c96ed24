internal import Glibc
internal import TestSupport
internal import Testing

/// Entries of the terminal database that make ncurses crash, as they read a number as an address, or take
/// memory for billions of colours.
@Suite("With a broken entry of the terminal database", .waits) struct BrokenTerminfoTests {
  @Test(
    .enabled(if: Command.exists("tic"), "needs tic"),
    arguments: ["cup", "setaf", "sgr", "csr", "civis", "smcup", "home", "el", "rmkx", "colors"])
  func `the monitor gives the modes of the terminal back, and its status tells of a crash`(
    _ capability: String
  ) throws {
    let folder = try Folder()
    defer { folder.remove() }
    let value = capability == "colors" ? "#0x7fffffff" : "=\\E[%p1%s"
    let source = "broken|a broken terminal,\n\t\(capability)\(value),\n\tuse=xterm-256color,\n"
    let compiled = try Command.run([
      "sh", "-c", "printf '%s' \"$1\" >\"$0/source\"; tic -x -o \"$0\" \"$0/source\"",
      "\(folder.path)", "\(source)",
    ])
    try #require(compiled.status == .exited(0), "\(compiled)")
    let terminal = try PseudoTerminal(
      ["\(Program.path())"], environment: ["TERM": "broken", "TERMINFO": folder.path])
    defer { terminal.end() }
    // Without a crash it reads this key.
    try terminal.type("q")
    let status = try terminal.waitForEnd()
    #expect(status == .exited(0) || status == .killed(SIGSEGV), "\(terminal.shown)")
    #expect(try terminal.modes == terminal.modesBefore, "\(terminal.shown)")
    let (entered, left) = ("\u{1b}[?1049h", "\u{1b}[?1049l")
    if capability != "smcup", let start = terminal.output.lastRange(of: Array(entered.utf8)) {
      let end = terminal.output.lastRange(of: Array(left.utf8))
      #expect(end.map { $0.lowerBound > start.lowerBound } == true, "\(terminal.shown)")
    }
  }
}
