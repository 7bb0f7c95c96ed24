import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// What a reader passes to the rules for verdicts.
@Suite("The facts behind a verdict") struct JudgedSegmentTests {
  private let own = ProcessID(rawValue: getpid())
  /// Long before the boot of any host.
  private static let ancient: Int64 = 1_000

  private func systemV(createdBy process: ProcessID, at seconds: Int64) -> Segment {
    let change = Timestamp(seconds: seconds)
    return VerdictTests.segment(
      .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: 5), key: IPCKey(rawValue: 1), change: change,
          creatorProcess: process)),
      .systemV, creator: process.rawValue, attachments: 0, holders: [],
      Segment.Times.file(change: change))
  }

  /// A scan in which this process started long after the ancient segments.
  private func scan() -> HolderScan {
    var scan = HolderScan(timestamp: .now)
    scan.living[own] = HolderScan.RunningProcess(
      start: Timestamp(seconds: Self.ancient + 100), command: Array("x".utf8))
    return scan
  }

  @Test func `a process that is hidden from the scan is asked for by its number`() {
    var reader = SnapshotReader()
    var segments = [systemV(createdBy: own, at: Self.ancient)]
    for gap in [HolderScan.VisibilityGap.hiddenProcesses, .foreignPIDs] {
      var scan = HolderScan(timestamp: .now)
      scan.visibilityGaps = [gap]
      reader.judge(&segments, by: scan, at: .now)
      #expect(segments[0].verdict?.reasons.first == .alive(.creator, own), "\(gap)")
    }
    reader.judge(&segments, by: HolderScan(timestamp: .now), at: .now)
    #expect(segments[0].verdict?.state == .orphan)
  }

  @Test(
    .enabled(
      if: ClockEvidence(root: "/").isSteady(earliest: nil), "needs a clock that was never set"))
  func `one segment from before the boot makes the clock doubtful for all`() {
    var reader = SnapshotReader()
    let young = StartClock().moment(ofTicks: 0).adding(seconds: 30)
    let now = young.adding(seconds: 600)
    var scan = HolderScan(timestamp: young.adding(seconds: 300))
    scan.living[own] = HolderScan.RunningProcess(
      start: young.adding(seconds: 100), command: Array("x".utf8))
    var segments = [systemV(createdBy: own, at: young.seconds)]
    reader.judge(&segments, by: scan, at: now)
    #expect(segments[0].verdict?.state == .orphan)
    segments.append(systemV(createdBy: ProcessID(rawValue: .max), at: Self.ancient))
    reader.judge(&segments, by: scan, at: now)
    #expect(
      segments[0].verdict?.reasons == [.alive(.creator, own), .clockWasSet, .notAttached])
  }

  @Test func `the second scan of processes is judged by the clock too`() {
    var reader = SnapshotReader()
    var segment = VerdictTests.file("torch_\(own.rawValue)_1", birth: Self.ancient)
    segment.verdict = Verdict(.orphan, [])
    var segments = [segment]
    reader.confirmOrphans(&segments, after: HolderScan(timestamp: .now), at: .now) { scan() }
    #expect(segments[0].verdict?.reasons.prefix(2) == [.alive(.named, own), .clockWasSet])
  }

  @Test func `the owners of PostgreSQL's files are known by its System V segments`() throws {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write(
        """
        \(Fixture.header)
           5432001      7   600    56    12    12      0 \(geteuid()) 0 \(geteuid()) 0 0 0 9 4096 0
           5432002      8   600    56    12    12      0 77777 0 77777 0 0 0 9 4096 0

        """, to: "proc/sysvipc/shm")
      func marks() -> [Bool] {
        var reader = SnapshotReader(root: fixture.root)
        return reader.read([]).segments.filter { $0.kind == .systemV }
          .map(\.isOwnedByPostgreSQLUser)
      }
      #expect(marks() == [false, false])
      try fixture.tree.write("x", to: "dev/shm/PostgreSQL.1234")
      #expect(marks() == [true, false])
    }
  }

  @Test func `a process of another IPC namespace may hold a segment of the same key and size`() {
    func possible(key: UInt32 = 1, mapped: UInt64 = 4096) -> Int {
      var scan = HolderScan(timestamp: .now)
      scan.foreign[ShmID(rawValue: 5)] = [
        HolderScan.ForeignHolder(
          holder: VerdictTests.attached(1), key: IPCKey(rawValue: key), mapped: mapped)
      ]
      var segment = VerdictTests.systemV(size: 4000, attachments: 1)
      segment.setHolders(from: scan)
      return segment.possibleHolders.count
    }
    #expect(possible() == 1)
    #expect(possible(key: 2) == 0)
    #expect(possible(mapped: 8192) == 0)
  }
}
