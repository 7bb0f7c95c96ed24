import Canvas
import Contents
import Formatting
import Monitor
import Query
import SharedMemory
import SystemPackage
import Kernel

/// Tables of many segments.
extension Scene {
  /// Segments of a few programs, grouped by name.
  static func grouped(_ display: Display, keys: KeyScript) -> MonitorHarness {
    let segments =
      (1...12).map { Sample.orphan(UInt64(1000 + $0), allocated: 1 << 20) }
      + (1...3).map { Sample.posix("torch_\(18_233 + $0)_99", inode: UInt64(50 + $0), age: 7200) }
      + Sample.mixed + Sample.unlinked
    var stage = MonitorHarness(display, sortedBy: .allocated)
    stage.show(Sample.judged(segments))
    stage.play("Home z End Enter")
    stage.play(keys)
    return stage
  }

  /// Segments of which one grows and one shrinks.
  static func changing(_ display: Display) -> MonitorHarness {
    var stage = MonitorHarness(display, sortedBy: .allocated)
    for second in 0..<50 {
      let bytes = UInt64(second) << 22
      stage.show(
        Sample.judged(
          [
            Sample.posix("grows", inode: 1, size: 1 << 30, allocated: bytes, age: 7200),
            Sample.posix(
              "shrinks", inode: 2, size: 1 << 30, allocated: (1 << 28) - bytes, age: 7200),
            Sample.posix("stays", inode: 3, size: 1 << 30, allocated: 1 << 27, age: 7200),
          ], later: Int64(second)))
    }
    return stage
  }
}

/// What a table looks like when something is wrong, or much has happened.
extension Scene {
  static let tables = [
    Scene("table-without-detail") { table($0, keys: toHeld + "v") },
    Scene("table-alarms") { alarming($0) },
    Scene("table-many-gone") { manyGone($0) },
    Scene("table-many-gone-end") { manyGone($0, keys: "End") },
    Scene("table-sorted-by-last") { table($0, keys: "s End Enter") },
    Scene("table-columns") { table($0, keys: "c Down Space Down J J Enter") },
    Scene("table-grouped-filtered") { grouped($0, keys: "f 'state=orphan' Enter") },
    Scene("table-grouped-by-state") { grouped($0, keys: "z Home Down Down Down Enter Down Enter") },
    Scene("table-filter-hides") { table($0, keys: "f 'sem' Enter") },
    Scene("table-filter-hides-all") { table($0, keys: "f 'nothing-like-it' Enter") },
    Scene("table-filter-leaving") { table($0, keys: "f 'sem' Enter Esc") },
    Scene("table-of-any-names") { table($0, ofAnyNames) },
    Scene("table-found-nothing") { table($0, keys: "/ 'zzz' Enter") },
    Scene("table-unknown-key") { table($0, keys: "Q") },
    Scene("table-copied") { table($0, keys: "y") },
    Scene("find-filter-prompt") { table($0, keys: "/ 'size>1M'") },
    Scene("table-range") { table($0, keys: "Space V Down Down") },
    Scene("table-refusal") { display in
      table(
        display,
        Sample.judged(Sample.unlinked + [Sample.systemV(5, attachments: 1)], holders: holders),
        keys: "T d")
    },
  ]

  /// Segments with names in several scripts, of characters that are wide, joined or turned around.
  static let ofAnyNames = Sample.judged(
    [
      "\u{65e5}\u{672c}\u{8a9e}\u{306e}\u{30ea}\u{30f3}\u{30b0}", "\u{d55c}\u{ae00}-1",
      "e\u{301}te\u{301}-\u{e9}", "\u{1f680}-rocket", "\u{1f469}\u{200d}\u{1f467}",
      "\u{641}\u{627}\u{631}\u{633}\u{6cc}", "abc\u{202e}gnp", "plain",
    ].enumerated().map { Sample.posix($1, inode: UInt64($0 + 1), age: 7200) })

  /// All limits near their ends, processes that cannot be read, an error and a fault.
  private static func alarming(_ display: Display, keys: KeyScript = []) -> MonitorHarness {
    let judged = Sample.judged(
      Sample.mixed + Sample.unlinked, holders: holders, unreadable: [1, 2, 3])
    let snapshot = Snapshot(
      timestamp: judged.timestamp, segments: judged.segments,
      limits: KernelLimits(segments: 2, segmentSize: .max, pages: 128, pageSize: 4096),
      memory: judged.memory,
      fileSystem: FileSystemUsage(
        size: 16 << 30, used: 16_600_000_000, inodes: 3_000_000, usedInodes: 2_900_000),
      accounts: judged.accounts, scan: judged.scan,
      problems: [
        ReadProblem("/proc/sysvipc/shm", .malformedLines(first: 3, count: 1)),
        ReadProblem("/dev/shm", .failed(.permissionDenied)),
      ],
      faults: [.readOnly, .noExec])
    return table(display, snapshot, keys: keys)
  }

  /// A few segments that live, among many that have just gone.
  private static func manyGone(_ display: Display, keys: KeyScript = []) -> MonitorHarness {
    let gone = (1...80).map { Sample.orphan(UInt64(1000 + $0)) }
    var stage = table(display, Sample.judged(Sample.mixed + gone, holders: holders))
    stage.show(Sample.judged(Sample.mixed, holders: holders, later: 1))
    stage.play(keys)
    return stage
  }
}

/// The pages of help on each screen.
extension Scene {
  static let help = [
    Scene("help") { table($0, keys: "?") },
    Scene("help-more") { table($0, keys: "? PgDn") },
    Scene("help-end") { table($0, keys: "? End") },
    Scene("help-signs") { table($0, keys: "? Tab") },
    Scene("help-columns") { table($0, keys: "? Tab Tab") },
    Scene("help-filters") { table($0, keys: "? S-Tab") },
    Scene("hex-help") { hex($0, keys: "?") },
    Scene("hex-help-next") { hex($0, keys: "? Tab") },
    Scene("hex-help-last") { hex($0, keys: "? S-Tab") },
    Scene("hits-help") { found($0, isDone: true, keys: "?") },
    Scene("details-help") { table($0, keys: "Enter ?") },
    Scene("details-help-next") { table($0, keys: "Enter ? Tab") },
    Scene("details-help-last") { table($0, keys: "Enter ? S-Tab") },
    Scene("processes-help") { table($0, keys: "P ?") },
    Scene("processes-help-next") { table($0, keys: "P ? Tab") },
    Scene("processes-help-last") { table($0, keys: "P ? S-Tab") },
    Scene("process-help") { table($0, keys: "P Enter ?") },
    Scene("process-help-next") { table($0, keys: "P Enter ? Tab") },
    Scene("process-help-last") { table($0, keys: "P Enter ? S-Tab") },
  ]
}
