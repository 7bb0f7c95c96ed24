import Formatting
import Kernel
import SafeText
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

/// Limits and totals as `shmtop summary` prints them.
struct HostSummaryTests {
  /// The samples, judged, on a host whose System V numbers are used up.
  private func summary(
    shmmni: UInt64 = 2, isComplete: Bool = true, faults: [ShmFault] = [],
    _ segments: [Segment] = Samples.segments
  ) -> HostSummary {
    var scan = HolderScan(timestamp: Samples.now)
    scan.processes = 412
    if !isComplete { scan.unreadable[ProcessID(rawValue: 1)] = UserID(rawValue: 0) }
    let judged = segments.map { segment in
      var segment = segment
      segment.holders = []
      segment.verdict = VerdictRules(by: scan, at: Samples.now).verdict(on: segment)
      return segment
    }
    return HostSummary(
      of: Snapshot(
        timestamp: Samples.now, segments: judged,
        limits: KernelLimits(
          segments: shmmni, segmentSize: 18_446_744_073_692_774_399,
          pages: 18_446_744_073_692_774_399, pageSize: 4096),
        memory: MemoryUsage(shared: 2 << 30, swapped: 0),
        fileSystem: FileSystemUsage(type: .tmpfs, size: 4 << 30, used: 1 << 30),
        accounts: Samples.accounts, scan: scan, faults: faults))
  }

  private func lines(_ summary: HostSummary, _ units: FormatOptions.Units = .human) -> [String] {
    String(decoding: summary.bytes(Samples.format(units)), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `the limit that is used up comes first, with what fails and which segments use it`() {
    #expect(
      Array(lines(summary()).prefix(7)) == [
        "LIMIT       USED        OF  USE   WHAT",
        "SHMMNI         2         2 100% ⚠ System V segments",
        "/dev/shm      1G        4G  25%   bytes in /dev/shm",
        "SHMALL      388K unlimited    -   bytes of all System V segments",
        "SHMMAX      384K unlimited    -   bytes of the largest System V segment", "",
        """
        When SHMMNI is used up, shmget fails with 'No space left on device'. \
        System V: 1 in-use, 1 removed.
        """,
      ])
  }

  @Test func `nothing is said of a limit with room`() {
    #expect(!lines(summary(shmmni: 4096)).contains { $0.hasPrefix("When ") })
  }

  @Test func `totals stand by kind, state, owner and application`() {
    let lines = lines(summary())
    let tables = lines.split(separator: "").map(Array.init)
    #expect(tables.count == 7)
    #expect(
      Array(tables[2...5].joined()) == [
        "KIND        SEGMENTS    SIZE   ALLOC",
        "sysv               2    384K      8K",
        "posix              2   1.01G   1.01G",
        "semaphore          1      32      4K",
        "memfd              0       0       0",
        "STATE       SEGMENTS    SIZE   ALLOC",
        "orphan             1   1.01G   1.01G",
        "idle               2      32      4K",
        "in-use             1      56      4K",
        "removed            1    384K      4K",
        "OWNER       SEGMENTS    SIZE   ALLOC",
        "ann                4   1.01G   1.01G",
        "ev\\x07il           1    384K      4K",
        "APPLICATION SEGMENTS    SIZE   ALLOC",
        "Python             2   1.01G   1.01G",
        "PostgreSQL         1      56      4K",
        "X11                1    384K      4K",
        "not known          1       0       0",
      ])
  }

  @Test func `what could not be looked at makes a lower bound`() {
    let lines = lines(summary(isComplete: false))
    #expect(lines.contains { $0.hasPrefix("memfd ") && $0.contains(" ≥0 ") && $0.hasSuffix("?") })
    #expect(lines.contains { $0.hasPrefix("ann ") && $0.contains(" ≥4 ") })
    #expect(lines.contains("Scanned 412 processes, 1 unreadable."))
  }

  @Test func `processes that may be hidden are not said to be scanned`() {
    var scan = HolderScan(timestamp: Samples.now)
    scan.processes = 16
    scan.visibilityGaps = [.hiddenProcesses]
    let snapshot = Snapshot(timestamp: Samples.now, segments: [], scan: scan)
    #expect(
      lines(HostSummary(of: snapshot)).contains("Scanned 16 processes, others may be hidden."))
  }

  @Test func `what was not seen is not counted as 0`() {
    let complete = Breakdown(of: [], isComplete: true) { $0.kind }
    #expect(complete[.memfd].isComplete)
    #expect(!Breakdown(of: [], isComplete: false) { $0.kind }[.memfd].isComplete)
  }

  @Test func `many owners are ten and the others`() {
    let segments = (0..<13).map { Samples.systemV(Int32($0), owner: UInt32($0)) }
    let lines = lines(summary(segments))
    #expect(lines.contains { $0.hasPrefix("3 others ") && $0.contains(" 3 ") }, "\(lines)")
    #expect(lines.count { $0.wholeMatch(of: /\d+ +1 .*/) != nil } == 10)
  }

  @Test func `names are escaped`() {
    #expect(!lines(summary()).joined().contains("\u{7}"))
    #expect(lines(summary()).contains { $0.hasPrefix("ev\\x07il ") })
  }

  @Test func `faults are sentences`() {
    let lines = lines(summary(faults: [.readOnly]))
    #expect(
      lines.contains(
        "/dev/shm is mounted read-only: no segment can be created or removed."))
    #expect(!lines.contains { $0.contains("as it should be") })
  }

  @Test func `JSON has every key, numbers and no text for numbers`() throws {
    var bytes: [UInt8] = []
    try summary().writeJSON { bytes += $0 }
    let json = try JSONValue(document: bytes)
    #expect(
      json.keys == [
        "schema", "taken", "complete", "processes", "unreadable_processes", "in_flight", "limits",
        "use", "by_kind", "by_state", "by_owner", "by_application", "memory", "shm_faults",
        "oldest_orphan",
      ])
    #expect(json["use"]?["shmmni"]?["used"] == .number(2))
    #expect(json["use"]?["shmmni"]?["percent"] == .number(100))
    #expect(json["use"]?["shmall"]?["limit"] == .null)
    #expect(json["by_kind"]?["sysv"]?["segments"] == .number(2))
    #expect(json["by_state"]?.keys == ["in-use", "removed", "unknown", "idle", "orphan"])
    #expect(json["by_owner"]?.elements.first?["user"] == .string("ann"))
    #expect(json["memory"]?["shmem"] == .number(2 << 30))
    #expect(json["oldest_orphan"] != nil)
  }
}
