internal import ArgumentParser
internal import SystemPackage
internal import TestSupport
internal import Testing

@testable import shmtop

/// README, for readers who have never heard of the program.
@Suite("README", .waits) struct ReadmeTests {
  private static var lines: [Substring] {
    get throws {
      let file = GoldenFile(ManualPage.root.appending("README.md"))
      return try #require(try file.content()).split(
        separator: "\n", omittingEmptySubsequences: false)
    }
  }

  @Test func `has at most 200 lines`() throws {
    // The last newline ends a line, and begins none.
    #expect(try Self.lines.count <= 201)
  }

  @Test func `shows commands that the program takes`() throws {
    let prompt = "$ shmtop "
    // What reads the output of the program is no part of its command line.
    let commands = try Self.lines.filter { $0.hasPrefix(prompt) }.map {
      $0.dropFirst(prompt.count).prefix { $0 != "|" }
    }
    #expect(commands.count >= 5)
    for command in commands {
      let words = try Command.run([
        "sh", "-c", "set -f; printf '%s\\n' \(command)",
      ]).lines
      #expect(throws: Never.self, "\(command)") {
        try CommandName.check(words)
        _ = try Shmtop.parseAsRoot(words)
      }
    }
  }
}
