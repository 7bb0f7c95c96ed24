internal import TestSupport
internal import Testing

/// How the program that was built with these tests is linked.
@Suite("The program", .enabled(if: Command.exists("readelf"), "needs readelf"), .waits)
struct LinkTests {
  private func readelf(_ option: Argument) throws -> [String] {
    let outcome = try Command.run(
      ["readelf", "-W", option, "\(Program.path())"], environment: ["LC_ALL": "C"])
    try #require(outcome.status == .exited(0), "\(outcome)")
    return outcome.lines
  }

  @Test func `is position-independent`() throws {
    #expect(try readelf("-h").contains { $0.contains("Type:") && $0.contains("DYN") })
  }

  @Test func `has its tables of addresses read-only before main`() throws {
    let dynamic = try readelf("-d")
    #expect(dynamic.contains { $0.contains("FLAGS_1") && $0.contains("NOW") }, "\(dynamic)")
    #expect(!dynamic.contains { $0.contains("TEXTREL") })
    #expect(try readelf("-l").contains { $0.contains("GNU_RELRO") })
  }

  @Test func `has no memory that is writable and executable`() throws {
    let segments = try readelf("-l").filter { $0.contains(" 0x") }
    #expect(segments.contains { $0.contains("GNU_STACK") && $0.contains(" RW ") })
    #expect(!segments.contains { $0.contains("RWE") }, "\(segments)")
  }
}
