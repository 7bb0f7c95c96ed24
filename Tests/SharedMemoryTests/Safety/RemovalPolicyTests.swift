import Kernel
import Testing

@testable import SharedMemory

/// Decisions for each kind of segment and each way to select it.
struct RemovalPolicyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var segment: Segment
    /// Decisions for a row, a tag, a tag on all rows, orphans by name, and orphans.
    let decisions: [RemovalPolicy.Decision]

    init(
      _ description: String, _ segment: Segment, _ state: Verdict.State?,
      _ decisions: RemovalPolicy.Decision...
    ) {
      testDescription = description
      self.segment = segment
      self.segment.verdict = state.map { Verdict($0, [.notAttached]) }
      self.decisions = decisions
    }
  }

  private static let selections: [RemovalPolicy.Selection] = [
    .row, .tag, .tagAll, .orphansByName, .orphans,
  ]

  private static let warning: StaticText = "sysrepo stops working without it"

  private static let shape: StaticText = """
    a segment of this size and mode may be the lock that keeps a second server off the same data \
    directory; if so, stop that server instead of removing it
    """

  static let cases: [Case] = [
    Case(
      "an orphan of System V", VerdictTests.systemV(), .orphan,
      .allowed, .allowed, .allowed, .allowed, .allowed),
    Case(
      "an orphan of a known application", VerdictTests.file("FTL-dns"), .orphan,
      .allowed, .allowed, .allowed, .allowed, .allowed),
    Case(
      "an orphan of an unknown name", VerdictTests.file("mine"), .orphan,
      .allowed, .allowed, .excluded(.unknownName), .allowed, .excluded(.unknownName)),
    Case(
      "an orphan with a warning", VerdictTests.file("sr_main"), .orphan,
      .allowedWithTypedID(warning: warning), .excluded(.warning(warning)),
      .excluded(.warning(warning)), .allowed, .excluded(.warning(warning))),
    Case(
      "an orphan with the shape of PostgreSQL's interlock", VerdictTests.systemV(size: 56), .orphan,
      .allowedWithTypedID(warning: shape), .excluded(.warning(shape)), .excluded(.warning(shape)),
      .allowed, .excluded(.warning(shape))),
    Case(
      "a semaphore", VerdictTests.file("sem.mine"), .orphan,
      .allowed, .excluded(.semaphore), .excluded(.semaphore), .excluded(.semaphore),
      .excluded(.semaphore)),
    Case(
      "a segment in use", VerdictTests.file("mine"), .inUse,
      .allowed, .excluded(.notOrphan(.inUse)), .excluded(.notOrphan(.inUse)),
      .excluded(.notOrphan(.inUse)), .excluded(.notOrphan(.inUse))),
    Case(
      "a segment with a warning in use", VerdictTests.file("sr_main"), .inUse,
      .allowedWithTypedID(warning: warning), .excluded(.notOrphan(.inUse)),
      .excluded(.notOrphan(.inUse)), .excluded(.notOrphan(.inUse)),
      .excluded(.notOrphan(.inUse))),
    Case(
      "a segment without a verdict", VerdictTests.systemV(), nil,
      .allowed, .excluded(.notOrphan(nil)), .excluded(.notOrphan(nil)),
      .excluded(.notOrphan(nil)), .excluded(.notOrphan(nil))),
    Case(
      "an unlinked file", VerdictTests.unlinked("mine", holders: []), .removed,
      .excluded(.noName), .excluded(.noName), .excluded(.noName), .excluded(.noName),
      .excluded(.noName)),
    Case(
      "a memfd", VerdictTests.memfd(holders: []), .orphan,
      .excluded(.noName), .excluded(.noName), .excluded(.noName), .excluded(.noName),
      .excluded(.noName)),
    Case(
      "a removed System V segment", VerdictTests.systemV(mode: 0o1600), .removed,
      .excluded(.noName), .excluded(.noName), .excluded(.noName), .excluded(.noName),
      .excluded(.noName)),
  ]

  @Test(arguments: cases)
  func `each way to select a segment has its decision`(_ sample: Case) {
    let decisions = Self.selections.map {
      RemovalPolicy.decision(on: sample.segment, selectedBy: $0)
    }
    #expect(decisions == sample.decisions)
  }

  @Test(arguments: Verdict.State.allCases.filter { $0 != .orphan }, selections)
  func `only orphans are removed in bulk`(
    _ state: Verdict.State, _ selection: RemovalPolicy.Selection
  ) {
    var segment = VerdictTests.systemV()
    segment.verdict = Verdict(state, [.notAttached])
    let isAllowed = RemovalPolicy.decision(on: segment, selectedBy: selection) == .allowed
    #expect(isAllowed == (selection == .row))
  }
}
