internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Standard output", .waits) struct StreamTests {
  @Test func `without a terminal gets the list from shmtop alone`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop()
    #expect(outcome.status == .exited(0))
    #expect(outcome.fields(of: "/\(file.name)") != nil, "\(outcome)")
    #expect(!outcome.output.contains(0x1b))
  }

  @Test(arguments: [["list"], ["list", "--json"], ["list", "--raw"], []] as [[Argument]])
  func `closed early ends the program quietly`(_ words: [Argument]) throws {
    let outcome = try run(words, output: .closedPipe)
    #expect(outcome.status == .exited(0))
    #expect(outcome.errors.isEmpty, "\(outcome)")
  }

  @Test(arguments: [["list"], ["list", "--json"], ["--help"], ["--version"]] as [[Argument]])
  func `that is full is an error with a message`(_ words: [Argument]) throws {
    let outcome = try run(words, output: .file("/dev/full"))
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText.contains("No space left"), "\(outcome)")
  }

  @Test(arguments: [["--help"], ["list", "--help"], ["rm", "--help"]] as [[Argument]])
  func `gets help with --help`(_ words: [Argument]) throws {
    let outcome = try run(words, output: .captured)
    #expect(outcome.status == .exited(0))
    #expect(outcome.errors.isEmpty)
    #expect(outcome.text.contains("shmtop"))
  }

  @Test func `gets the version as a number`() throws {
    let outcome = try shmtop("--version")
    #expect(outcome.status == .exited(0))
    #expect(outcome.errors.isEmpty)
    #expect(try #require(outcome.lines.first).contains { $0.isNumber })
    #expect(outcome.lines.count == 1)
  }

  @Test(arguments: [["--nonsense"], ["list", "--nonsense"], ["nonsense"], ["rm"]] as [[Argument]])
  func `stays empty on wrong usage`(_ words: [Argument]) throws {
    let outcome = try run(words, output: .captured)
    #expect(outcome.status == .exited(64))
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  private func run(_ words: [Argument], output: Command.Output) throws -> Command.Outcome {
    try Command.run(["\(Program.path())"] + words, output: output)
  }
}
