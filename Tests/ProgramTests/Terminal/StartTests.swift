internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The monitor", .needsTmux, .waits) struct StartTests {
  @Test(arguments: [(80, 24), (40, 10), (200, 60)])
  func `starts and shows segments of both kinds`(columns: Int, rows: Int) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let terminal = try Tmux.monitor(columns: columns, rows: rows)
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.select(segment)
    let screen = try terminal.wait(for: "a footer") { $0.lines.last?.text.isEmpty == false }
    #expect(screen.lines.count == rows)
    #expect(screen.lines.allSatisfy { $0.text.count <= columns })
  }

  @Test func `gives everything back when it quits`() throws {
    let terminal = try Tmux.monitor()
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    #expect(try terminal.value(of: "alternate_on") == "1")
    #expect(try terminal.value(of: "cursor_flag") == "0")
    try terminal.press("q")
    try terminal.expectGivenBack(status: 0)
  }

  @Test func `follows every new size of the terminal`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor()
    defer { terminal.end() }
    try terminal.select(file.name)
    // Narrower, the column of the order leaves no room for the whole name.
    for (columns, rows) in [(40, 10), (200, 60), (24, 5), (80, 24)] {
      try terminal.resize(columns: columns, rows: rows)
      let screen = try terminal.wait(for: "\(columns)x\(rows)") { screen in
        screen.lines.count == rows && screen.lines.last?.text.isEmpty == false
          && screen.marks(file.name)
      }
      #expect(screen.lines.allSatisfy { $0.text.count <= columns })
    }
    try terminal.resize(columns: 1, rows: 1)
    try terminal.resize(columns: 100, rows: 30)
    try terminal.wait(for: "the row again") { $0.marks(file.name) && $0.lines.count == 30 }
    try terminal.press("q")
    try terminal.expectGivenBack(status: 0)
  }

  @Test func `lists new segments and drops vanished ones`() throws {
    let terminal = try Tmux.monitor(columns: 100, rows: 50, "-d", "0.25", "--sort", "size")
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    let file = try TestSegment(size: 1 << 53)
    defer { file.remove() }
    try terminal.wait(for: file.name)
    file.remove()
    try terminal.wait(for: "its row to go") { !$0.shows(file.name) }
  }

  @Test func `shows an attached segment that was removed as removed`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let start = try segment.attach()
    defer { shmdt(start) }
    let terminal = try Tmux.monitor(columns: 200, rows: 50, "-d", "0.25")
    defer { terminal.end() }
    try terminal.select(segment)
    segment.remove()
    try terminal.wait(for: "removed in its row") { screen in
      screen.lines.contains { line in
        line.text.contains(" \(segment.number) ") && line.text.contains("removed")
      }
    }
  }
}
