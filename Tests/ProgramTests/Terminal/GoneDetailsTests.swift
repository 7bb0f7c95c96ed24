internal import TestSupport
internal import Testing

/// The details of a real segment that ends while they are on the screen.
@Suite("Details of a segment that ends", .waits) struct GoneDetailsTests {
  @Test func `say that it is gone, and not that its memory stays`() throws {
    let label = Unique.name()
    try HoldingChild.with(.memfd, of: label) { child in
      let terminal = try PseudoTerminal([
        "\(Program.path())", "--interval", "0.25", "--name", "\(label)",
      ])
      defer { terminal.end() }
      try terminal.wait(for: "memfd:\(label)")
      try terminal.type("\r")
      try terminal.wait(for: "4.0 KiB are freed when shmhold (\(child.process)) ")
      child.end()
      // The next scan of its own can be far away on a busy machine.
      try terminal.type("r")
      try terminal.wait(for: "none now; last seen: shmhold (\(child.process))")
      try terminal.type("q")
      #expect(try terminal.waitForEnd() == .exited(0))
    }
  }
}
