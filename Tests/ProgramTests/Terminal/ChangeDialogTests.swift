internal import Glibc
internal import SystemPackage
internal import TestSupport
internal import Testing

@Suite("The forms of the monitor", .needsTmux, .waits) struct ChangeDialogTests {
  @Test(arguments: [(80, 24), (40, 10)])
  func `create a segment, and select it`(columns: Int, rows: Int) throws {
    let file = TestSegment(named: Unique.name())
    defer { file.remove() }
    let terminal = try Tmux.monitor(columns: columns, rows: rows, "--no-log")
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.press("C")
    try terminal.wait(for: "> Name")
    try terminal.type("/\(file.name)")
    try terminal.press("Tab")
    try terminal.wait(for: "> Size")
    try terminal.type("8K")
    try terminal.press("Enter")
    try terminal.wait(for: "the question") { $0.marks("Cancel") && $0.shows("Create?") }
    #expect(!file.exists)
    try terminal.agree(to: "Create?")
    try Deadline.wait(for: "the segment") { file.exists }
    try terminal.wait(for: "its row") { $0.marks(file.name.prefix(8).description) }
    #expect(try mode(of: file) == 0o600)
  }

  @Test func `resize a segment after a yes, and not after Enter`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor("--no-log")
    defer { terminal.end() }
    try terminal.select(file.name)
    for isWanted in [false, true] {
      try terminal.press("R")
      try terminal.wait(for: "> Size")
      try terminal.press("C-u")
      try terminal.type("12K")
      try terminal.press("Enter")
      try terminal.wait(for: "the question") { $0.marks("Cancel") && $0.shows("Resize?") }
      if isWanted {
        try terminal.agree(to: "Resize?")
        try terminal.wait(for: "resized from 4096 to 12288 bytes")
      } else {
        try terminal.press("Enter")
        try terminal.wait(for: "the table") { !$0.shows("Resize?") }
      }
      #expect(try size(of: file) == (isWanted ? 12288 : 4096))
    }
  }

  @Test func `set the mode of a segment, and say what was so`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(columns: 120, "--no-log")
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("o")
    try terminal.wait(for: "> Owner")
    try terminal.press("Tab", "C-u")
    try terminal.type("0640")
    try terminal.press("Enter")
    try terminal.wait(for: "the question") { $0.marks("Cancel") && $0.shows("After: mode 0640") }
    try terminal.agree(to: "Change?")
    try terminal.wait(for: "was mode 0")
    #expect(try mode(of: file) == 0o640)
  }

  private func mode(of file: TestSegment) throws -> UInt32 { try status(of: file).st_mode & 0o777 }

  private func size(of file: TestSegment) throws -> Int { Int(try status(of: file).st_size) }

  private func status(of file: TestSegment) throws -> stat {
    var status = stat()
    try checked { lstat(file.path.string, &status) }
    return status
  }
}
