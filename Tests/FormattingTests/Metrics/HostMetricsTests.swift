import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import Formatting
@testable import SharedMemory

/// The text of `shmtop metrics`.
struct HostMetricsTests {
  /// The samples, judged, on a host with small limits.
  private func snapshot(
    _ segments: [Segment] = Samples.segments, isComplete: Bool = true, isScanned: Bool = true,
    accounts: Accounts = Samples.accounts, unlisted: Set<Segment.Kind> = [],
    faults: [ShmFault] = [], assuming items: [Assumptions.Item] = []
  ) -> Snapshot {
    let assumptions = Assumptions(items)
    var scan = HolderScan(timestamp: Samples.now)
    scan.processes = 412
    if !isComplete { scan.unreadable[ProcessID(rawValue: 1)] = UserID(rawValue: 0) }
    let judged = segments.map { segment in
      var segment = segment
      guard isScanned else { return segment }
      segment.holders = []
      segment.verdict = VerdictRules(by: scan, at: Samples.now, assumptions: assumptions)
        .verdict(on: segment)
      return segment
    }
    return Snapshot(
      timestamp: Samples.now, segments: judged,
      limits: KernelLimits(
        segments: 4096, segmentSize: 1 << 30, pages: 18_446_744_073_692_774_399, pageSize: 4096),
      memory: MemoryUsage(shared: 2 << 30, swapped: 0),
      fileSystem: FileSystemUsage(type: .tmpfs, size: 4 << 30, used: 1 << 30),
      accounts: accounts, scan: isScanned ? scan : nil, unlisted: unlisted, faults: faults,
      assumptions: assumptions)
  }

  private func lines(_ snapshot: Snapshot) -> [String] {
    let metrics = HostMetrics(of: snapshot, took: .microseconds(12_003))
    return String(decoding: metrics.text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `each metric has its help, its type and its samples, and the text has an end`() {
    let lines = lines(snapshot())
    let first = lines.firstIndex(of: "# HELP shmtop_segments Shared-memory segments.")
    #expect(first == 0)
    #expect(lines[1] == "# TYPE shmtop_segments gauge")
    #expect(lines[2] == #"shmtop_segments{kind="sysv",state="removed"} 1"#)
    #expect(lines.last == "# EOF")
    #expect(lines.contains("shmtop_scan_duration_seconds 0.012003"))
    #expect(lines.contains("shmtop_scan_timestamp_seconds 1795238411.000000"))
    #expect(lines.contains("shmtop_processes 412"))
  }

  @Test func `names follow the rules of Prometheus and are distinct`() {
    let names = Metric.all.map { $0.name.description }
    for name in names {
      #expect(name.wholeMatch(of: /shmtop_[a-z]+(_[a-z]+)*/) != nil, "\(name)")
    }
    #expect(Set(names).count == names.count)
    for metric in Metric.all {
      #expect(metric.help.description.hasSuffix("."), "\(metric.name)")
      #expect(!metric.help.description.contains { #""\"#.contains($0) }, "\(metric.name)")
    }
  }

  @Test func `segments and bytes stand by kind and state, zeros included if they are known`() {
    let lines = lines(snapshot())
    #expect(lines.contains(#"shmtop_segments{kind="posix",state="orphan"} 1"#))
    #expect(lines.contains(#"shmtop_segments{kind="memfd",state="in-use"} 0"#))
    #expect(lines.contains(#"shmtop_segments_size_bytes{kind="sysv",state="removed"} 393216"#))
    #expect(
      lines.contains(#"shmtop_segments_allocated_bytes{kind="posix",state="orphan"} 1090519040"#))
    let cells = lines.count { $0.hasPrefix("shmtop_segments{") }
    #expect(cells == Segment.Kind.allCases.count * Verdict.State.allCases.count)
  }

  @Test func `what could not be looked at is left out, and a gauge says so`() {
    let partial = lines(snapshot(isComplete: false))
    #expect(!partial.contains { $0.hasPrefix(#"shmtop_segments{kind="memfd",state="in-use""#) })
    #expect(!partial.contains { $0.hasPrefix(#"shmtop_segments{kind="posix",state="removed""#) })
    // A segment whose state is unknown could be an orphan.
    #expect(!partial.contains { $0.hasPrefix(#"shmtop_segments{kind="posix",state="orphan""#) })
    #expect(partial.contains(#"shmtop_segments{kind="sysv",state="orphan"} 0"#))
    #expect(partial.contains(#"shmtop_complete{part="processes"} 0"#))
    #expect(partial.contains("shmtop_unreadable_processes 1"))
    #expect(!partial.contains { $0.hasPrefix("shmtop_in_flight_descriptors ") })
    #expect(lines(snapshot()).contains("shmtop_in_flight_descriptors 0"))
    #expect(lines(snapshot()).contains(#"shmtop_complete{part="processes"} 1"#))
  }

  @Test func `without a scan nothing is said about processes and states`() {
    let lines = lines(snapshot(isScanned: false))
    #expect(!lines.contains { $0.contains("shmtop_processes") })
    #expect(lines.contains(#"shmtop_segments{kind="posix",state="unknown"} 2"#))
    #expect(!lines.contains { $0.hasPrefix(#"shmtop_segments{kind="posix",state="in-use""#) })
    #expect(lines.contains(#"shmtop_complete{part="processes"} 0"#))
    #expect(!lines.contains { $0.contains(#"fault="covers""#) })
  }

  @Test func `a table that could not be read has no numbers`() {
    let lines = lines(snapshot([], unlisted: [.systemV]))
    #expect(!lines.contains { $0.contains(#"kind="sysv""#) })
    #expect(lines.contains(#"shmtop_complete{part="sysv"} 0"#))
    #expect(lines.contains(#"shmtop_limit_entries{limit="shmmni"} 4096"#))
    #expect(!lines.contains { $0.hasPrefix(#"shmtop_limit_used_entries{limit="shmmni""#) })
  }

  @Test func `processes that are assumed to hold nothing count as read`() {
    let memfds = #"shmtop_segments{kind="memfd",state="in-use"} 0"#
    #expect(!lines(snapshot([], isComplete: false)).contains(memfds))
    let lines = lines(
      snapshot([], isComplete: false, assuming: [.process(ProcessID(rawValue: 1))]))
    #expect(lines.contains(memfds))
    #expect(lines.contains(#"shmtop_segments{kind="posix",state="removed"} 0"#))
    #expect(lines.contains(#"shmtop_complete{part="processes"} 1"#))
    #expect(lines.contains("shmtop_unreadable_processes 1"))
  }

  @Test func `limits have their use, and one that does not exist is left out`() {
    let lines = lines(snapshot())
    #expect(lines.contains(#"shmtop_limit_bytes{limit="shm_filesystem"} 4294967296"#))
    #expect(lines.contains(#"shmtop_limit_used_bytes{limit="shm_filesystem"} 1073741824"#))
    #expect(lines.contains(#"shmtop_limit_bytes{limit="shmmax"} 1073741824"#))
    #expect(lines.contains(#"shmtop_limit_used_entries{limit="shmmni"} 2"#))
    #expect(!lines.contains { $0.hasPrefix(#"shmtop_limit_bytes{limit="shmall""#) })
    #expect(lines.contains { $0.hasPrefix(#"shmtop_limit_used_bytes{limit="shmall""#) })
  }

  @Test func `the number of series is bounded, whatever the number of owners`() {
    let many = (0..<500).map { Samples.systemV(Int32($0), owner: UInt32($0)) }
    let few = (0..<40).map { Samples.systemV(Int32($0), owner: UInt32($0)) }
    #expect(lines(snapshot(many)).count == lines(snapshot(few)).count)
    let owners = lines(snapshot(many)).filter { $0.hasPrefix("shmtop_owner_segments{") }
    #expect(owners.count == 21)
    #expect(owners.last == #"shmtop_owner_segments{uid="other",user="other"} 480"#)
  }

  @Test func `no application has the name of a sum`() {
    for application in KnownApplications.rows {
      #expect(!["other", "unknown"].contains { application.name.bytes.elementsEqual($0.utf8) })
    }
  }

  @Test func `hostile names are safe in labels`() {
    var accounts = Accounts(
      source: Accounts.Source(
        user: { _ in Array("a\"} 1\nb\\\u{1b}\u{202e}".utf8) + [0xff] }, group: { _ in nil }))
    accounts.lookUp(UserID(rawValue: 1000))
    let lines = lines(snapshot([Samples.systemV(1)], accounts: accounts))
    #expect(
      lines.contains(
        #"shmtop_owner_segments{uid="1000",user="a\"} 1\\nb\\\\\\e\\u{202e}\\xff"} 1"#),
      "\(lines.filter { $0.contains("owner") })")
  }

  @Test func `faults are 1 or 0`() {
    let lines = lines(snapshot(faults: [.readOnly]))
    #expect(lines.contains(#"shmtop_filesystem_fault{fault="read-only"} 1"#))
    #expect(lines.contains(#"shmtop_filesystem_fault{fault="mode"} 0"#))
  }

  @Test func `the age of the oldest orphan is there if there is one`() {
    #expect(lines(snapshot()).contains("shmtop_oldest_orphan_age_seconds 300.000000"))
    #expect(!lines(snapshot([])).contains { $0.contains("oldest_orphan") })
  }
}
