internal import Glibc
internal import TestSupport
internal import Testing

@Suite("rm on a terminal", .waits) struct AskingTests {
  @Test(arguments: ["n\n", "\n", "maybe\n", "\u{4}"])
  func `keeps all segments unless the answer is yes`(_ answer: String) throws {
    let file = try TestSegment()
    defer { file.remove() }
    #expect(try ask(about: file, answer: answer) == .exited(1))
    #expect(file.exists)
  }

  @Test(arguments: ["y\n", "Y\n", "yes\n"])
  func `removes after a yes`(_ answer: String) throws {
    let file = try TestSegment()
    defer { file.remove() }
    #expect(try ask(about: file, answer: answer) == .exited(0))
    #expect(!file.exists)
  }

  @Test func `takes no answer that was typed ahead`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    // The shell says when the answer is there to be read.
    let terminal = try PseudoTerminal(
      ["\(Program.path())", "rm", "\(file.name)"],
      preparation: "stty -echo; echo ready; until bash -c 'read -t 0'; do sleep 0.01; done")
    defer { terminal.end() }
    try terminal.wait(for: "ready")
    try terminal.type("y\n")
    try terminal.wait(for: "[y/N]")
    try terminal.type("n\n")
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(file.exists)
  }

  @Test func `does not ask with --yes`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try PseudoTerminal(["\(Program.path())", "rm", "--yes", "\(file.name)"])
    defer { terminal.end() }
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(!terminal.output.contains(Array("?".utf8)), "\(terminal.shown)")
    #expect(!file.exists)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal at the question whether to read ends the run`(_ signal: Int32) throws {
    try FileTree.with { tree in
      let segment = try TestSystemVSegment(size: 4096)
      defer { segment.remove() }
      let terminal = try PseudoTerminal([
        "\(Program.path())", "rm", "--save", "\(tree.path)", "\(segment.id)",
      ])
      defer { terminal.end() }
      try terminal.wait(for: "[y/N]")
      try terminal.type("y\n")
      try terminal.wait(for: "\(segment.id): ")
      kill(terminal.process, signal)
      #expect(try terminal.waitForEnd() == .exited(1))
      #expect(segment.exists)
    }
  }

  /// Answers the question whether to remove a segment, once it stands below its name.
  private func ask(about file: TestSegment, answer: String) throws -> WaitStatus {
    let terminal = try PseudoTerminal(["\(Program.path())", "rm", "\(file.name)"])
    defer { terminal.end() }
    try terminal.wait(for: "posix:/\(file.name)")
    try terminal.wait(for: "[y/N]")
    #expect(file.exists)
    try terminal.type(answer)
    return try terminal.waitForEnd()
  }
}
