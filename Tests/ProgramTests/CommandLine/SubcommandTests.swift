import TestSupport
import Testing

@Suite("The subcommands", .waits) struct SubcommandTests {
  @Test(arguments: [
    "monitor", "list", "show", "summary", "wait", "dump", "rm", "restore", "create", "write",
    "hold", "resize", "set", "lock", "unlock",
  ])
  func `keep the names that scripts use`(_ name: String) throws {
    let outcome = try shmtop(Argument(stringLiteral: name), "--help")
    #expect(outcome.status == .exited(0))
    #expect(outcome.text.contains("USAGE: shmtop \(name) "), "\(outcome)")
  }

  @Test func `accept watch, the first name of monitor`() throws {
    let outcome = try shmtop("watch", "--help")
    #expect(outcome.status == .exited(0))
    #expect(outcome.text.contains("USAGE: shmtop monitor "), "\(outcome)")
  }
}
