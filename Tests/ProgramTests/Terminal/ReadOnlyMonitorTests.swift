internal import Glibc
internal import TestSupport
internal import Testing

@Suite("A monitor that is read-only", .needsTmux, .waits) struct ReadOnlyMonitorTests {
  @Test(arguments: [true, false])
  func `removes nothing and says so`(byOption: Bool) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal =
      try byOption
      ? Tmux.monitor("--read-only") : Tmux.monitor(environment: ["SHMTOP_READ_ONLY": "1"])
    defer { terminal.end() }
    try terminal.select(file.name)
    let screen = try terminal.wait(for: "read-only")
    #expect(!screen.shows("d remove"))
    try terminal.press("d")
    try terminal.wait(for: "read-only: nothing is removed")
    try terminal.press("y", "Enter", "Escape", "Space", "d", "y", "Home")
    try terminal.wait(for: "1 tagged")
    try terminal.press("q")
    try terminal.expectGivenBack(status: 0)
    #expect(file.exists)
  }

  @Test func `needs a value other than 0`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(environment: ["SHMTOP_READ_ONLY": "0"], "--no-log")
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("d")
    try terminal.wait(for: "the dialog") { $0.marks("Keep it") }
    try terminal.press("s", until: "the check mark") { $0.shows("[x] Save first") }
    try terminal.agree()
    try terminal.wait(for: "saved in ")
    #expect(!file.exists)
    #expect(terminal.folder.contents(of: "\(file.name).raw") == [UInt8](repeating: 0, count: 4096))
  }
}
