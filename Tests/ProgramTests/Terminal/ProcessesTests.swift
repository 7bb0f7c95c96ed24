internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Processes", .needsTmux, .waits) struct ProcessesTests {
  @Test func `have a screen of their own, and Enter shows their segments`() throws {
    let name = Unique.name()
    try HoldingChild.with(.unlinked, of: "/dev/shm/\(name)") { child in
      let terminal = try Tmux.monitor(rows: 200)
      defer { terminal.end() }
      try terminal.press("P")
      try terminal.wait(for: "the holder") { screen in
        screen.shows("memory by process") && screen.shows("\(child.process) ")
      }
      try terminal.press("Enter")
      try terminal.wait(for: "what one holds") { $0.shows("When it exits, ") }
      try terminal.press("Enter")
      try terminal.wait(for: "the segment") { $0.shows("Holders: ") }
      for heading in ["When it exits, ", "memory by process", " STATE "] {
        try terminal.press("Escape")
        try terminal.wait(for: "\(heading)") { $0.shows(heading) }
      }
    }
  }
}
