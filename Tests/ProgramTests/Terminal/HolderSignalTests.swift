internal import Glibc
internal import TestSupport
internal import Testing

@Suite("A signal to a holder", .needsTmux, .waits) struct HolderSignalTests {
  private func hasEnded(_ child: HoldingChild) -> Bool {
    var status = siginfo_t()
    return waitid(P_PID, id_t(child.process), &status, WEXITED | WNOHANG | WNOWAIT) == 0
      && status.si_signo != 0
  }

  /// A monitor with the question about a child.
  private func openQuestion(
    about child: HoldingChild, of file: TestSegment, columns: Int, rows: Int
  ) throws -> Tmux {
    let terminal = try Tmux.monitor(columns: columns, rows: rows)
    do {
      try terminal.select(file.name)
      try terminal.press("Enter")
      try terminal.wait(for: "the holder") { $0.shows("\(child.process) ") }
      try terminal.press("K")
      try terminal.wait(for: "the question") { screen in
        screen.marks("Cancel") && screen.shows("(\(child.process))")
      }
    } catch {
      terminal.end()
      throw error
    }
    return terminal
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `is sent to that process alone, and not with Enter`(columns: Int, rows: Int) throws {
    let file = try TestSegment(size: 3 * 4096)
    defer { file.remove() }
    let other = try TestSegment(size: 3 * 4096)
    defer { other.remove() }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { child in
      try HoldingChild.with(.mapping, of: "/dev/shm/\(other.name)") { bystander in
        let terminal = try openQuestion(about: child, of: file, columns: columns, rows: rows)
        defer { terminal.end() }
        try terminal.press("Enter")
        try terminal.wait(for: "the question to go") { !$0.shows("Cancel") }
        #expect(!hasEnded(child))
        try terminal.press("K")
        try terminal.wait(for: "the question") { $0.marks("Cancel") }
        try terminal.agree(to: "Cancel")
        try terminal.wait(for: "holds nothing")
        try Deadline.wait(for: "the end of the child") { hasEnded(child) }
        #expect(!hasEnded(bystander))
      }
    }
  }
}
