internal import TestSupport
internal import Testing

@Suite("monitor --once", .waits) struct OneFrameTests {
  @Test func `prints one frame as text, of the size that is asked for`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop(
      "monitor", "--once", "--size", "120x30", "--name", "\(file.name)", "--color", "always")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(rows(outcome) == 30, "\(outcome)")
    #expect(outcome.lines.contains { $0.contains("/\(file.name) ") }, "\(outcome)")
    #expect(outcome.lines.allSatisfy { $0.unicodeScalars.count <= 120 }, "\(outcome)")
    #expect(!outcome.text.contains("\u{1b}"))
  }

  @Test func `is 80x24 without a terminal`() throws {
    let outcome = try shmtop("monitor", "--once")
    #expect(rows(outcome) == 24, "\(outcome)")
  }

  private func rows(_ outcome: Command.Outcome) -> Int { outcome.text.count { $0 == "\n" } }

  @Test(arguments: ["80", "80x", "x24", "0x24", "80x1001", "-1x24", "80x24x3"] as [Argument])
  func `refuses what is no size`(size: Argument) throws {
    let option = Argument(Array("--size=".utf8) + size.bytes)
    let outcome = try shmtop("monitor", "--once", option)
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.errorText.contains("--size"), "\(outcome)")
  }

  @Test func `has no size of its own otherwise`() throws {
    #expect(try shmtop("monitor", "--size", "80x24").status == .exited(64))
  }
}
