internal import Glibc
internal import TestSupport
internal import Testing

@Suite("In a shell with jobs", .needsTmux, .waits) struct SuspendTests {
  @Test func `^Z gives the terminal to the shell and fg takes it back`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.shell()
    defer { terminal.end() }
    try terminal.type("stty -g >before; \"$SHMTOP\"; echo ended-$?\n")
    try terminal.select(file.name)
    for round in 1...2 {
      try terminal.press("C-z")
      try terminal.wait(for: "the shell") { screen in
        try screen.shows("Stopped") && terminal.value(of: "alternate_on") == "0"
      }
      #expect(try terminal.value(of: "cursor_flag") == "1")
      try terminal.type("clear; stty -g >while; echo back-$((40 + \(round)))\n")
      try terminal.wait(for: "back-4\(round)")
      #expect(terminal.folder.contents(of: "while") == terminal.folder.contents(of: "before"))
      try terminal.type("fg\n")
      try terminal.wait(for: "the table") { screen in
        try screen.marks(file.name) && terminal.value(of: "alternate_on") == "1"
      }
      #expect(try terminal.value(of: "cursor_flag") == "0")
    }
    try terminal.press("q")
    try terminal.wait(for: "the shell") { screen in
      try !screen.shows(file.name) && terminal.value(of: "alternate_on") == "0"
    }
    try terminal.type("clear; stty -g >after; echo done-$((40 + 9))\n")
    try terminal.wait(for: "done-49")
    #expect(terminal.folder.contents(of: "after") == terminal.folder.contents(of: "before"))
  }

  @Test func `the screen is redrawn after a stop that cannot be caught`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.shell()
    defer { terminal.end() }
    try terminal.type("sh -c 'echo $$ >pid; exec \"$SHMTOP\"'\n")
    try terminal.select(file.name)
    kill(try terminal.process(), SIGSTOP)
    try terminal.wait(for: "Stopped")
    try terminal.type("fg\n")
    try terminal.wait(for: "the table") { $0.marks(file.name) && !$0.shows("Stopped") }
    try terminal.press("q")
    try terminal.wait(for: "the shell") { !$0.shows(file.name) }
  }

  @Test func `keys that are typed before a stopped question is back do not answer it`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.shell()
    defer { terminal.end() }
    try terminal.type("\"$SHMTOP\"\n")
    try terminal.select(file.name)
    try terminal.press("d")
    try terminal.wait(for: "Keep it")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try terminal.type("fg\nyy")
    try terminal.wait(for: "the question") { screen in
      try screen.shows("Keep it") && terminal.value(of: "alternate_on") == "1"
    }
    // The question waits for a key that is typed after it is on the screen.
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { !$0.shows("Keep it") && $0.shows(file.name) }
    #expect(file.exists)
    try terminal.press("q")
    try terminal.wait(for: "the shell") { _ in try terminal.value(of: "alternate_on") == "0" }
    #expect(file.exists)
  }

  @Test func `a signal that ends the stopped monitor leaves the shell's screen alone`() throws {
    let terminal = try Tmux.shell()
    defer { terminal.end() }
    try terminal.type("sh -c 'echo $$ >pid; exec \"$SHMTOP\"'\n")
    try terminal.wait(for: "NAME")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    // Away from where the cursor was when the monitor took the screen.
    try terminal.type("clear; printf '%012d' 0 | tr 0 '\\n'; echo stopped-$((40 + 1))\n")
    try terminal.wait(for: "stopped-41")
    let process = try terminal.process()
    kill(process, SIGTERM)
    kill(process, SIGCONT)
    try terminal.type("wait; echo ended-$((40 + 2))\n")
    let screen = try terminal.wait(for: "ended-42")
    let start = try #require(screen.row(of: "stopped-41"))
    let end = try #require(screen.row(of: "ended-42"))
    #expect((start...(start + 5)).contains(end), "\(screen)")
  }
}
