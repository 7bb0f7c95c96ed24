internal import TestSupport
internal import Testing

/// What `rm` says before it removes real segments.
@Suite("Before a removal, rm", .waits) struct RemovalMessageTests {
  /// A segment whose application has a warning.
  private func warned() throws -> TestSegment {
    try TestSegment("PostgreSQL.\(Unique.number())", size: 3 * 4096)
  }

  private func expectEverything(_ text: String, _ file: TestSegment, _ child: HoldingChild) {
    for words in [
      "posix:/\(file.name)\n  posix, 12.0 KiB, owner ",
      "\n  in-use: held by shmhold(\(child.process))",
      "\n  It is in use by shmhold(\(child.process)). Removing it removes the name at once; ",
      "\n  PostgreSQL: queries fail if a running server loses it",
    ] { #expect(text.contains(words), "\(words): \(text)") }
  }

  @Test(arguments: ["--dry-run", "--yes"] as [Argument])
  func `says what the dialog says`(_ option: Argument) throws {
    let file = try warned()
    defer { file.remove() }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { child in
      let outcome = try shmtop("rm", "--no-log", option, "\(file.name)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      let isDry = option.bytes == Array("--dry-run".utf8)
      expectEverything(isDry ? outcome.text : outcome.errorText, file, child)
      #expect(file.exists == isDry)
      let result = "posix:/\(file.name): removed; its memory is freed when its last holder exits"
      #expect(isDry || outcome.lines == [result], "\(outcome)")
    }
  }

  @Test func `puts it into the JSON document, and only the warning on standard error`() throws {
    let file = try warned()
    defer { file.remove() }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { child in
      let outcome = try shmtop("rm", "--dry-run", "-J", "\(file.name)")
      let entry = try RemovalDocument(outcome.output).segments.first
      #expect(entry?.state == "in-use" && entry?.outcome == "untouched")
      #expect(entry?.reasons?.first?.text == "held by shmhold(\(child.process))")
      #expect(entry?.consequence?.contains("It is in use by shmhold(\(child.process)).") == true)
      #expect(entry?.advice?.hasPrefix("PostgreSQL: queries fail") == true)
      #expect(
        outcome.errorText.hasPrefix("shmtop: posix:/\(file.name): PostgreSQL: queries fail"))
    }
  }

  @Test(arguments: ["--dry-run", "--yes"] as [Argument])
  func `says of a memfd that it has no name, and who keeps it`(_ option: Argument) throws {
    let label = Unique.name()
    try HoldingChild.with(.memfd, of: label) { child in
      let outcome = try shmtop("rm", "--no-log", option, "\(try id(named: "memfd:\(label)"))")
      #expect(outcome.status == .exited(1) && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.errorText.contains("it has no name to remove"))
      #expect(outcome.errorText.contains("are freed when shmhold (\(child.process)) "))
    }
  }

  @Test func `says of an unlinked segment that it is already removed`() throws {
    let name = Unique.name()
    try HoldingChild.with(.unlinked, of: "/dev/shm/\(name)") { child in
      let outcome = try shmtop("rm", "--dry-run", "\(try id(named: "/\(name)"))")
      #expect(outcome.status == .exited(1) && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.errorText.contains("already removed"))
      #expect(outcome.errorText.contains("are freed when shmhold (\(child.process)) "))
    }
  }

  /// What the list calls the segment with a text in its column of names.
  private func id(named label: String) throws -> String {
    let listed = try shmtop("list", "--noheadings", "--raw", "-o", "ID,STATE,NAME")
    let row = listed.lines.map { $0.split(separator: "\t") }.first { $0.last ?? "" == label }
    return String(try #require(row)[0])
  }

  @Test func `asks for the ID if the developers warn, and a mere yes removes nothing`() throws {
    let file = try warned()
    defer { file.remove() }
    for (answer, status) in [("y", 1), ("posix:/\(file.name)", 0)] as [(String, Int32)] {
      #expect(file.exists)
      let terminal = try PseudoTerminal(["\(Program.path())", "rm", "--no-log", "\(file.name)"])
      defer { terminal.end() }
      try terminal.wait(for: "queries fail if a running server loses it")
      try terminal.wait(for: "To remove it, type posix:/\(file.name): ")
      try terminal.type("\(answer)\n")
      #expect(try terminal.waitForEnd() == .exited(status), "\(terminal.shown)")
    }
    #expect(!file.exists)
  }

  @Test func `asks for each ID first, then about the others`() throws {
    let (file, plain) = (try warned(), try TestSegment())
    defer {
      file.remove()
      plain.remove()
    }
    let terminal = try PseudoTerminal([
      "\(Program.path())", "rm", "--no-log", "\(plain.name)", "\(file.name)",
    ])
    defer { terminal.end() }
    try terminal.wait(for: "To remove it, type posix:/\(file.name): ")
    try terminal.type("posix:/\(file.name)\n")
    try terminal.wait(for: "Remove 1 segment? [y/N]")
    try terminal.type("n\n")
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(file.exists && plain.exists)
  }
}
