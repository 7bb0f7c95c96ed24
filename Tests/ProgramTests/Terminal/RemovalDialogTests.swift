internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The removal dialog", .needsTmux, .waits) struct RemovalDialogTests {
  @Test(arguments: [(80, 24), (40, 10)])
  func `has the safe button focused, so that Enter keeps`(columns: Int, rows: Int) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try openDialog(about: file, columns: columns, rows: rows)
    defer { terminal.end() }
    try terminal.press("Enter")
    try terminal.wait(for: "the dialog to go") { !$0.shows("Keep it") }
    try terminal.wait(for: "the row") { $0.marks(file.name) }
    try terminal.press("q")
    try terminal.expectGivenBack(status: 0)
    #expect(file.exists)
  }

  @Test(arguments: ["Escape", "n"] as [Argument])
  func `keeps with every other key that says no`(_ key: Argument) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try openDialog(about: file)
    defer { terminal.end() }
    try terminal.press(key)
    try terminal.wait(for: "the dialog to go") { !$0.shows("Keep it") }
    try terminal.press("q")
    try terminal.expectGivenBack(status: 0)
    #expect(file.exists)
  }

  @Test func `removes with y`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try openDialog(about: file)
    defer { terminal.end() }
    try terminal.agree()
    try Deadline.wait(for: "the removal") { !file.exists }
    try terminal.wait(for: "removed")
  }

  @Test func `removes with the other button`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try openDialog(about: file)
    defer { terminal.end() }
    try terminal.press("Tab", until: "the other button") {
      !$0.marks("Keep it") && $0.shows("Keep it")
    }
    try terminal.press("Enter")
    try Deadline.wait(for: "the removal") { !file.exists }
  }

  @Test(.needs(.chown))
  func `saves nothing in a directory of another user, and removes nothing then`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try openDialog(about: file, columns: 200)
    defer { terminal.end() }
    #expect(chown(terminal.folder.path, OtherUser.number, OtherUser.number) == 0)
    try terminal.press("s", until: "the check mark") { $0.shows("[x] Save first") }
    try terminal.agree()
    try terminal.wait(for: "belongs to another user (uid 65534)")
    #expect(file.exists)
    #expect(terminal.folder.contents(of: "\(file.name).json") == nil)
  }

  @Test func `keeps a segment that took the name of the chosen one`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try openDialog(about: file)
    defer { terminal.end() }
    file.remove()
    let newcomer = try TestSegment(file.name)
    defer { newcomer.remove() }
    try terminal.agree()
    try terminal.wait(for: "another segment has replaced it")
    #expect(newcomer.exists)
  }

  @Test func `removes an attached System V segment and says that it stays a while`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let start = try segment.attach()
    defer { shmdt(start) }
    let terminal = try Tmux.monitor(columns: 120)
    defer { terminal.end() }
    try terminal.select(segment)
    try terminal.press("d")
    try terminal.wait(for: "the dialog") { $0.marks("Keep it") && $0.shows("1 attachment") }
    // A child that another test forks has the segment attached too, for a moment.
    try terminal.agree()
    try terminal.wait(for: ": removed")
    #expect(!segment.exists)
  }

  /// A monitor with the dialog about a segment.
  private func openDialog(
    about file: TestSegment, columns: Int = 80, rows: Int = 24
  ) throws -> Tmux {
    let terminal = try Tmux.monitor(columns: columns, rows: rows)
    do {
      try terminal.select(file.name)
      try terminal.press("d")
      try terminal.wait(for: "the dialog") { screen in
        screen.marks("Keep it") && screen.shows("posix:/\(file.name)")
      }
    } catch {
      terminal.end()
      throw error
    }
    return terminal
  }
}
