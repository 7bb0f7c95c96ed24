import Canvas
import Kernel
import SharedMemory
import SystemPackage
import Testing

@testable import Monitor

/// The header of the table: limits, and what is wrong with `/dev/shm`.
struct HeaderTests {
  private func stage(
    _ columns: Int, rows: Int = 14, pages: UInt64 = .max,
    _ usage: FileSystemUsage? = FileSystemUsage(
      size: 16 << 30, used: 12 << 30, inodes: 3_000_000, usedInodes: 12),
    unlisted: Set<Segment.Kind> = [], faults: [ShmFault] = [], problems: [ReadProblem] = []
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows)
    stage.show(
      Snapshot(
        timestamp: Sample.now, segments: [Sample.systemV(1, size: 4 << 20)],
        limits: KernelLimits(segments: 4096, segmentSize: .max, pages: pages, pageSize: 4096),
        memory: MemoryUsage(shared: 13 << 30, swapped: 0), fileSystem: usage,
        problems: problems, unlisted: unlisted, faults: faults))
    return stage
  }

  @Test func `the limit nearest its end comes first, and is never cut`() {
    let full = FileSystemUsage(size: 64 << 20, used: 20 << 20, inodes: 50, usedInodes: 50)
    #expect(stage(120, pages: 1024, full).lines[1].hasPrefix("SHMALL 4M of 4M ["))
    #expect(stage(40, pages: 1024, full).lines[1].hasPrefix("SHMALL 4M of 4M"))
    #expect(stage(24, pages: 1024, full).lines[1] == "SHMALL 4M of 4M 100% ⚠")
  }

  @Test(arguments: [25, 40, 60, 80, 100, 200])
  func `limits that do not fit are shortened, then left out`(columns: Int) {
    let line = stage(columns, pages: 4096).lines[1]
    #expect(line.hasPrefix("/dev/shm 12G of 16G"))
    if columns >= 80 {
      for name in ["SHMALL", "sysv segments", "inodes"] { #expect(line.contains(name)) }
    }
  }

  @Test(arguments: [(100, nil), (230, "every 2.3s"), (1000, "every 10.0s")] as [(Int, String?)])
  func `says how often it is read, if that is less than was chosen`(cost: Int, text: String?) {
    var stage = MonitorHarness(100, 24)
    stage.show(Sample.snapshot([]), cost: .milliseconds(cost))
    #expect(stage.lines[0].contains("every") == (text != nil))
    #expect(stage.lines[0].contains(text ?? "shmtop"), "\(stage.lines[0])")
  }

  @Test func `says what to do about unknown states, if there is room`() {
    for (rows, isShown) in [(24, true), (15, false)] {
      var stage = MonitorHarness(80, rows)
      stage.show(Sample.judged([Sample.orphan(1)], unreadable: [1]))
      let hint = "1 state unknown: process 1 could not be read: run as root to be sure"
      #expect(stage.lines.contains(hint) == isShown, "\(stage.text)")
    }
  }

  @Test func `a table that was not read is unknown in every line`() {
    let stage = stage(80, unlisted: [.systemV])
    #expect(stage.lines[1].contains("sysv segments ? of 4096 ⚠"))
    #expect(
      stage.lines[2] == "Shmem 13G: named ?  removed but held ?  memfd ?  orphans ?  other ≤13G")
  }

  @Test func `an empty table is not called empty if segments could not be listed`() {
    var stage = MonitorHarness()
    stage.show(
      Snapshot(
        timestamp: Sample.now, segments: [],
        problems: [
          ReadProblem("/proc", .failed(.tooManyOpenFiles)),
          ReadProblem("/dev/shm", .failed(.tooManyOpenFiles), directory: []),
        ], unlisted: [.posix]))
    #expect(stage.text.contains("Not known: not all segments could be listed."))
    #expect(!stage.text.contains("No shared memory segments."))
    #expect(stage.text.contains("/dev/shm: Too many open files (and 1 more)"), "\(stage.text)")
    stage.press(.character("d"))
    #expect(stage.lines.last == "the table is empty: segments could not be listed")
  }

  @Test func `a /dev/shm that was not read is unknown`() {
    #expect(stage(80, nil).lines[1].contains("/dev/shm ? ⚠"))
  }

  @Test func `a tmpfs without a limit says so`() {
    #expect(
      stage(80, FileSystemUsage(size: nil, used: nil)).lines[1].contains("/dev/shm unlimited"))
  }

  @Test func `in a container, memory is the host's and the segments are those of the container`() {
    var stage = MonitorHarness(80, 14)
    stage.show(
      Snapshot(
        timestamp: Sample.now, segments: [],
        memory: MemoryUsage(shared: 13 << 30, swapped: 0), scan: HolderScan(timestamp: Sample.now),
        namespaces: OwnNamespaces(isInOwnNamespace: true)))
    #expect(stage.lines[2].hasPrefix("host's Shmem 13G; here: named 0  removed but held 0"))
  }

  @Test func `faults are said once, below the header`() {
    let lines = stage(80, faults: [.readOnly, .noExec]).lines
    #expect(lines[3] == "⚠ /dev/shm is read-only, is noexec")
    #expect(lines.count { $0.contains("noexec") } == 1)
    #expect(stage(80, faults: [.noExec]).lines[3].hasPrefix("/dev/shm is mounted noexec"))
  }

  @Test func `a problem and a fault have a line each while there is room`() {
    let problem = ReadProblem("/proc/sysvipc/shm", .failed(.permissionDenied))
    let lines = stage(80, faults: [.readOnly], problems: [problem]).lines
    #expect(lines[3].hasPrefix("⚠ /proc/sysvipc/shm"))
    #expect(lines[4].hasPrefix("⚠ /dev/shm is mounted read-only"))
    let small = stage(40, rows: 9, faults: [.readOnly], problems: [problem])
    #expect(small.text.contains("/proc/sysvipc/shm"))
    #expect(!small.text.contains("read-only"))
  }

  @Test func `a line that does not fit ends with a mark`() {
    #expect(stage(40, faults: [.covers(.exactly(24_576))]).lines.contains { $0.hasSuffix("…") })
  }

  @Test func `a limit that does not fit keeps its name and percentage`() {
    let full = FileSystemUsage(size: 16 << 30, used: 15 << 30)
    for columns in 15...24 {
      let line = stage(columns, full).lines[1]
      #expect(line.hasPrefix("/dev/shm ") && line.hasSuffix(" 93% ⚠") && !line.contains("G"))
    }
    #expect(stage(25, full).lines[1] == "/dev/shm 15G of 16G 93% ⚠")
  }

  @Test(arguments: [40, 60, 80])
  func `with two rows, what may need action is beside the limit nearest its end`(columns: Int) {
    var stage = MonitorHarness(columns, 13)
    stage.show(Sample.judged(Sample.mixed))
    #expect(stage.lines[1].contains("%"))
    #expect(stage.lines[1].contains("orphans") || stage.lines[1].contains("removed but held"))
  }

  @Test func `clock and ages go on if no snapshot is taken`() {
    var stage = MonitorHarness(100, 14)
    stage.show(Sample.judged(Sample.mixed))
    let row = stage.lines.first { $0.contains("/psm_") }
    stage.press(.character("p"))
    stage.send(.clock(Sample.now.adding(seconds: 7200)))
    #expect(stage.lines[0].contains("PAUSED read 2h ago"), "\(stage.lines[0])")
    #expect(stage.lines[0].hasSuffix("16:05:11"), "\(stage.lines[0])")
    #expect(stage.lines.first { $0.contains("/psm_") } != row)
    stage.press(.character("p"))
    stage.show(Sample.judged(Sample.mixed, later: 7210))
    #expect(!stage.lines[0].contains("ago"), "\(stage.lines[0])")
  }

  @Test func `memory that no segment explains is said`() {
    // Its processes were not scanned, so more of it can be explained than the one segment.
    #expect(stage(100).lines[2].hasSuffix("  other ≤13G"), "\(stage(100).lines[2])")
  }

  @Test(arguments: [(20, 5), (20, 3), (40, 7), (80, 4)])
  func `a limit that is used up is shown on the smallest screens`(columns: Int, rows: Int) {
    let inodes = FileSystemUsage(size: 64 << 20, used: 1 << 20, inodes: 50, usedInodes: 50)
    let stage = stage(columns, rows: rows, inodes)
    #expect(stage.lines[0].hasPrefix("shm inodes "))
    #expect(stage.lines[0].contains("100% ⚠"), "\(stage.text)")
    #expect(stage.lines[0].hasSuffix("14:05:11") == (columns > 20))
    var numbers = MonitorHarness(columns, rows)
    numbers.show(Sample.judged([Sample.systemV(1)], numberLimit: 1))
    #expect(numbers.lines[0].hasPrefix("sysv segments "))
    #expect(numbers.lines[0].contains("100% ⚠"), "\(numbers.text)")
  }

  @Test func `without a limit near its end, a small screen has the host and the clock`() {
    let empty = FileSystemUsage(size: 64 << 20, used: 0, inodes: 50, usedInodes: 1)
    #expect(stage(30, rows: 5, empty).lines[0].hasPrefix("shmtop  host"))
  }
}
