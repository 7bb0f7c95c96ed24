internal import SystemPackage
internal import Kernel
internal import Operations
@testable internal import SharedMemory
internal import TestSupport
internal import Testing

@Suite("The check of orphans") struct OrphanCheckTests {
  /// A snapshot with one segment in a state, or with none.
  private static func snapshot(
    _ state: Verdict.State?, problems: [ReadProblem] = []
  ) -> Snapshot {
    var segment = Samples.posix("it")
    segment.verdict = state.map { Verdict($0, [.nameIsGone]) }
    return Snapshot(
      timestamp: Samples.now, segments: state == nil ? [] : [segment], problems: problems)
  }

  @Test(
    arguments: [
      (.orphan, true, true), (.idle, false, true), (.inUse, false, false),
      (.unknown, false, false), (.removed, false, false), (nil, true, true),
    ] as [(Verdict.State?, Bool, Bool)])
  func `passes orphans, and idle segments after they were saved`(
    state: Verdict.State?, passes: Bool, passesSaved: Bool
  ) {
    let segment = Samples.posix("it")
    var check = OrphanCheck(isDue: true) { Self.snapshot(state) }
    #expect(check.isStillOrphan(segment) == passes)
    #expect(check.isStillOrphan(segment, isSaved: true) == passesSaved)
  }

  @Test(arguments: [true, false])
  func `passes a missing segment only if everything could be read`(isMinor: Bool) {
    let problem = ReadProblem("/dev/shm/d", .failed(.permissionDenied), isMinor: isMinor)
    var check = OrphanCheck(isDue: true) { Self.snapshot(nil, problems: [problem]) }
    #expect(check.isStillOrphan(Samples.posix("it")) == isMinor)
  }

  @Test func `passes no segment that was not judged`() {
    let segment = Samples.posix("it")
    var check = OrphanCheck(isDue: true) {
      Snapshot(timestamp: Samples.now, segments: [segment])
    }
    #expect(check.isStillOrphan(segment) == false)
    #expect(check.isStillOrphan(segment, isSaved: true) == false)
  }

  @Test func `scans at once only if it is due, and not twice in a row`() {
    var scans = 0
    var check = OrphanCheck(isDue: false) {
      scans += 1
      return Self.snapshot(.orphan)
    }
    _ = check.isStillOrphan(Samples.posix("it"))
    #expect(scans == 0)
    check = OrphanCheck(isDue: true) {
      scans += 1
      return Self.snapshot(.orphan)
    }
    for _ in 1...3 { _ = check.isStillOrphan(Samples.posix("it")) }
    #expect(scans == 1)
  }
}
