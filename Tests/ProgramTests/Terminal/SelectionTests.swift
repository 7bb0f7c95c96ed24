internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The selection", .needsTmux, .waits) struct SelectionTests {
  @Test func `stays on its segment while others come and go`() throws {
    let base = Unique.name()
    let file = try TestSegment("\(base)m")
    defer { file.remove() }
    let last = try TestSegment("\(base)z")
    defer { last.remove() }
    let terminal = try Tmux.monitor(rows: 40, "-d", "0.25", "--sort", "name")
    defer { terminal.end() }
    try terminal.select(file.name)

    let first = try TestSegment("\(base)a")
    defer { first.remove() }
    try terminal.wait(for: "the new row above") { screen in
      let (above, own) = (screen.row(of: first.name), screen.row(of: file.name))
      return above.flatMap { above in own.map { above < $0 } } == true && screen.marks(file.name)
    }
    first.remove()
    last.remove()
    try terminal.wait(for: "the rows to go") { screen in
      !screen.shows(first.name) && !screen.shows(last.name) && screen.marks(file.name)
    }
    try terminal.press("Enter")
    try terminal.wait(for: "posix:/\(file.name)")
  }

  @Test func `is found by typing a part of the name, and the next by n`() throws {
    let base = Unique.name()
    let first = try TestSegment("\(base)a")
    defer { first.remove() }
    let second = try TestSegment("\(base)b")
    defer { second.remove() }
    let terminal = try Tmux.monitor(rows: 40, "--sort", "name")
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.press("/")
    try terminal.type(base)
    try terminal.wait(for: "the first") { $0.marks(first.name) }
    try terminal.press("Enter", "n")
    try terminal.wait(for: "the second") { $0.marks(second.name) }
    try terminal.press("n")
    try terminal.wait(for: "the first again") { $0.marks(first.name) }
    try terminal.press("N")
    try terminal.wait(for: "the second again") { $0.marks(second.name) }
  }

  @Test func `goes back when a search is cancelled`() throws {
    let base = Unique.name()
    let first = try TestSegment("\(base)a")
    defer { first.remove() }
    let second = try TestSegment("\(base)b")
    defer { second.remove() }
    let terminal = try Tmux.monitor(rows: 40, "--sort", "name")
    defer { terminal.end() }
    try terminal.select(first.name)
    try terminal.press("/")
    try terminal.type(second.name)
    try terminal.wait(for: "the second") { $0.marks(second.name) }
    try terminal.press("Escape")
    try terminal.wait(for: "the first again") { $0.marks(first.name) }
  }
}
