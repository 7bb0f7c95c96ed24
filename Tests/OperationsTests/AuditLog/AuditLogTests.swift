internal import Operations
internal import SafeText
internal import Testing

@Suite("The audit log") struct AuditLogTests {
  @Test func `has a line for each of the first hundred acts, and one for the summary`() {
    let lines = LogLines()
    var log = AuditLog { lines.add($0) }
    for number in 1...150 { log.record(act: "removal \(number)") }
    log.record(summary: "150 removed")
    #expect(lines.all == (1...100).map { "removal \($0)" } + ["150 removed"])
    #expect(!log.isStuck)
  }

  @Test func `writes nothing after a line that was not accepted`() {
    let lines = LogLines(room: 2)
    var log = AuditLog { lines.add($0) }
    for number in 1...5 { log.record(act: "removal \(number)") }
    log.record(summary: "5 removed")
    #expect(lines.all == ["removal 1", "removal 2", "removal 3"])
    #expect(log.isStuck)
  }

  @Test func `is never stuck when it is off`() {
    var log = AuditLog.off
    log.record(act: "removal")
    #expect(!log.isStuck)
  }
}
