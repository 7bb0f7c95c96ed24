internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Details", .needsTmux, .waits) struct DetailsTests {
  @Test func `open with Enter and close with Esc`() throws {
    let base = Unique.name()
    let file = try TestSegment("\(base)a", size: 123_456)
    defer { file.remove() }
    let other = try TestSegment("\(base)b")
    defer { other.remove() }
    let terminal = try Tmux.monitor(rows: 40, "--sort", "name")
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.wait(for: other.name)
    try terminal.press("Enter")
    try terminal.wait(for: "details") { screen in
      screen.shows("posix:/\(file.name)") && screen.shows("123456") && !screen.shows(other.name)
    }
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { $0.marks(file.name) && $0.shows(other.name) }
  }

  @Test func `of a System V segment show its key and creator`() throws {
    let segment = try TestSystemVSegment(size: 5000)
    defer { segment.remove() }
    let terminal = try Tmux.monitor(rows: 50)
    defer { terminal.end() }
    try terminal.select(segment)
    try terminal.press("i")
    try terminal.wait(for: "details") { screen in
      screen.shows(segment.id) && screen.shows(segment.keyText) && screen.shows("\(getpid())")
    }
  }
}
