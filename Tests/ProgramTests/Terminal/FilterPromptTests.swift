internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The filter of the monitor", .needsTmux, .waits) struct FilterPromptTests {
  @Test func `shows the matching rows and their number`() throws {
    let base = Unique.name()
    let first = try TestSegment("\(base)a")
    defer { first.remove() }
    let second = try TestSegment("\(base)b", size: 2 << 20)
    defer { second.remove() }
    let terminal = try Tmux.monitor(columns: 100, rows: 300, "-d", "0.25")
    defer { terminal.end() }
    try terminal.wait(for: first.name)
    try terminal.press("f")
    try terminal.type("\(base) min-size=1M")
    try terminal.wait(for: "the first to go, while it is typed") {
      $0.shows(" filter 1/") && $0.shows("\(base) min-size=1M  ") && $0.marks(second.name)
        && !$0.shows(first.name)
    }
    try terminal.press("Enter")
    second.remove()
    try terminal.wait(for: "No segments match the filter (")
    try terminal.press("\\", "C-u", "Enter")
    try terminal.wait(for: "the first again") { $0.shows(first.name) && !$0.shows(" filter 0/") }
  }

  @Test func `is set by options at first`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let other = try TestSegment()
    defer { other.remove() }
    let terminal = try Tmux.monitor(
      columns: 40, rows: 10, "--name", "\(file.name)", "--kind=posix", "--kind=memfd")
    defer { terminal.end() }
    try terminal.wait(for: "the one segment") {
      $0.shows(" filter 1/") && $0.marks(file.name) && !$0.shows(other.name)
    }
  }

  @Test func `accepts names of users, and reports unknown ones`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(columns: 100, rows: 300)
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.press("f")
    try terminal.type("user=nobody-is-called-so")
    try terminal.press("Enter")
    try terminal.wait(for: "no such user: 'nobody-is-called-so'")
    try terminal.press("C-u")
    try terminal.type("user=root")
    // What is typed before the user was found is not lost.
    try terminal.press("Enter", "?")
    try terminal.wait(for: "Help")
    try terminal.press("Escape")
    let isRoot = geteuid() == 0
    try terminal.wait(for: "the filter") {
      $0.shows(" user=root") && $0.shows(file.name) == isRoot
    }
  }

  @Test func `stays unchanged if the prompt is closed`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(columns: 100, rows: 300)
    defer { terminal.end() }
    try terminal.wait(for: file.name)
    try terminal.press("f")
    try terminal.type("state=nonsense")
    try terminal.press("Enter")
    try terminal.wait(for: "state takes removed, in-use, unknown, idle or orphan, not 'nonsense'")
    try terminal.press("Escape")
    try terminal.wait(for: "the keys") { $0.shows("q quit") && $0.shows(file.name) }
  }

  @Test func `is cleared by Esc, pressed twice`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(columns: 100, rows: 300, "--where", "!\(file.name)")
    defer { terminal.end() }
    try terminal.wait(for: "the filter") { $0.shows(" filter ") && !$0.shows(" /\(file.name)") }
    try terminal.press("Escape")
    try terminal.wait(for: "press Esc again to clear the filter")
    try terminal.press("Escape")
    try terminal.wait(for: "the segment") {
      $0.shows(" /\(file.name)") && !$0.shows("!\(file.name)")
    }
  }
}
