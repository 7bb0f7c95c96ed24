import Canvas
import Kernel
import Monitor
import Formatting
import Query
import SafeText
import SharedMemory
import SystemPackage
import Testing

struct TableFrameTests {
  @Test func `the table at 80 columns`() throws {
    var stage = MonitorHarness(80, 14)
    stage.show(Sample.snapshot(Sample.mixed))
    try stage.expectScreen("table-unscanned")
  }

  @Test func `the table shows the state of every segment`() throws {
    var stage = MonitorHarness(80, 14)
    let holder = Sample.holder(3187, "qemu-system-x86")
    stage.show(
      Sample.judged(
        Sample.mixed + Sample.unlinked,
        holders: [.file(inode: 13): [holder], .memfd(device: 1, inode: 14): [holder]]))
    try stage.expectScreen("table-verdicts")
  }

  @Test func `on a small screen orphans are shown before memfds`() {
    var stage = MonitorHarness(72, 14)
    let holder = Sample.holder(3187, "qemu-system-x86")
    stage.show(
      Sample.judged(
        Sample.mixed + Sample.unlinked,
        holders: [.file(inode: 13): [holder], .memfd(device: 1, inode: 14): [holder]]))
    #expect(
      stage.lines[2] == "Shmem 13G: named 858M  removed but held 8.00G ⚠  orphans 1, 858M ⚠")
  }

  @Test func `removed segments that use no memory raise no alarm`() {
    var stage = MonitorHarness(80, 14)
    stage.show(Sample.judged([Sample.systemV(5, attachments: 2, mode: 0o1600)]))
    #expect(stage.lines[2].contains("removed but held 0"))
    #expect(!stage.lines[2].contains("⚠"))
  }

  @Test func `unread processes keep segments from being orphans`() {
    var stage = MonitorHarness(80, 14)
    stage.show(Sample.judged(Sample.mixed, unreadable: [1]))
    #expect(stage.text.contains("413 processes, 1 unreadable"))
    #expect(stage.text.contains("/psm_4f1c22d0     posix ann   1.02G   858M      -   ? unknown"))
    #expect(stage.text.contains("orphans ?"))
  }

  @Test func `a row that is gone says so, and its sign does not make its number negative`() {
    var stage = MonitorHarness(80, 14, sortedBy: .label)
    let segments = [Sample.systemV(1, key: 0x4e54_5030), Sample.orphan(7)]
    stage.show(Sample.judged(segments))
    stage.show(Sample.judged([], later: 1))
    let rows = stage.lines.filter { $0.hasPrefix("-") }
    #expect(rows.map { String($0.prefix(15)) } == ["- 1 0x4e545030 ", "-/psm_7        "])
    for row in rows { #expect(row.contains(" gone "), "\(row)") }
  }

  @Test func `the table at 40 by 10`() throws {
    var stage = MonitorHarness(40, 10)
    stage.show(Sample.snapshot(Sample.mixed))
    try stage.expectScreen("table-unscanned")
  }

  @Test(arguments: 1...3)
  func `a scrolled table gets fewer rows on a screen with room for none`(height: Int) {
    var stage = MonitorHarness(80, 10)
    stage.show(Sample.snapshot((1...40).map { Sample.posix("row\($0)", inode: UInt64($0)) }))
    stage.press(.end)
    stage.send(.resized(Size(columns: 80, rows: height)))
    stage.press(.character("f"))
    stage.type("name=row1")
    stage.press(.enter)
    #expect(stage.lines.count == height)
    stage.send(.resized(Size(columns: 80, rows: 10)))
    #expect(stage.text.contains("/row1"))
  }

  @Test func `the sort column is shown before others`() {
    var stage = MonitorHarness(60, 14, sortedBy: .swapped)
    stage.show(Sample.snapshot(Sample.mixed))
    #expect(stage.text.contains("SWAP▾"))
    stage.press(.character(">"))
    #expect(!stage.text.contains("SWAP"))
  }

  @Test func `a locale without Unicode gets only ASCII`() {
    var stage = MonitorHarness(80, 24, charset: .ascii)
    stage.show(Sample.snapshot(Sample.mixed + [Sample.posix("caf\u{e9}\u{202e}", inode: 5)]))
    #expect(stage.text.utf8.allSatisfy { $0 < 0x80 })
    #expect(stage.text.contains(#"/caf\u{e9}\u{202e}"#))
  }

  @Test(arguments: Display.all)
  func `columns are aligned beside names of any script`(display: Display) throws {
    let frame = Scene.table(display, Scene.ofAnyNames).monitor.frame
    let rows = (0..<frame.size.rows).map { row in
      // The second half of a wide character is a cell of its own.
      frame[row: row].map { $0.character ?? "\u{0}" }
    }
    let heading = try #require(
      rows.firstIndex { $0.dropFirst().starts(with: "NAME".unicodeScalars) })
    let state = "STATE".unicodeScalars
    let start = try #require(
      rows[heading].indices.first { rows[heading][$0...].starts(with: state) })
    let segments = rows[(heading + 1)...].prefix { $0.dropFirst().first == "/" }
    #expect(segments.count > 3)
    for row in segments {
      #expect(row[start...].starts(with: "orphan".unicodeScalars) && row[start - 1] == " ")
    }
  }

  @Test func `a host without segments says so`() {
    var stage = MonitorHarness()
    stage.show(Sample.snapshot([]))
    #expect(stage.text.contains("No shared memory segments."))
    stage.press(.down, .up, .end, .enter, .character("x"), .character("d"))
    #expect(stage.text.contains("No shared memory segments."))
  }

  @Test func `a read error is shown above the table`() {
    var stage = MonitorHarness()
    stage.show(
      Sample.snapshot(
        Sample.mixed,
        problems: [
          ReadProblem("/proc/sysvipc/shm", .malformedLines(first: 3, count: 1)),
          ReadProblem("/dev/shm/d", .tooDeep, isMinor: true),
        ]))
    #expect(
      stage.text.contains(
        "⚠ /proc/sysvipc/shm: line 3 is malformed and was skipped (and 1 more)"))
  }

  @Test func `files that are not segments are counted below the rows`() {
    let owner = Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 0))
    let others = [FileType.directory, .directory, .fifo, .symbolicLink].enumerated().map {
      NonSegment(
        name: ShmName("x\($0)".utf8), type: $1, owner: owner,
        identity: FileIdentity(device: 1, inode: 1, birth: nil))
    }
    var stage = MonitorHarness()
    stage.show(Sample.snapshot(Sample.mixed, others: others))
    #expect(
      stage.text.contains(
        "Also in /dev/shm, but not segments: 1 FIFO, 2 directories, 1 symbolic link"))
  }

  @Test func `of very many rows that vanish only some stay`() {
    var builder = TableModelBuilder(charset: .utf8)
    let order = SortAndFilter(by: .label)
    let many = (0..<1000).map { Sample.posix("gone\($0)", inode: $0) }
    let here = Sample.posix("here", inode: 2000)
    _ = builder.rows(of: Sample.snapshot(many), order)
    let rows = builder.rows(of: Sample.snapshot([here], later: 1), order)
    #expect(rows.count == 1 + TableModelBuilder.mostGone)
    #expect(rows.shown == 1)
    let later = builder.rows(of: Sample.snapshot([here], later: 7), order)
    #expect(later.count == 1)
  }

  @Test func `new rows are marked and gone ones stay for a while`() {
    var stage = MonitorHarness(sortedBy: .label)
    let (old, stays, new) = (
      Sample.posix("old", inode: 1), Sample.posix("stays", inode: 2), Sample.posix("new", inode: 3)
    )
    stage.show(Sample.snapshot([old, stays]))
    #expect(stage.text.contains("\n /old "))
    stage.show(Sample.snapshot([stays, new], later: 1))
    #expect(stage.text.contains("\n-/old "))
    #expect(stage.text.contains("\n /stays "))
    #expect(stage.text.contains("\n+/new "))
    stage.show(Sample.snapshot([stays, new], later: 6))
    #expect(!stage.text.contains("/old"))
    #expect(stage.text.contains("\n /new "))
  }

  @Test func `a few gone rows stay in their place, more stand below the others`() {
    let all = (1...9).map { Sample.posix("row\($0)", inode: $0) }
    func rows(without gone: ClosedRange<UInt64>) -> [String] {
      var stage = MonitorHarness(sortedBy: .label)
      stage.show(Sample.snapshot(all))
      stage.show(
        Sample.snapshot(
          all.filter { segment in !gone.contains { Sample.posix("row\($0)", inode: $0) == segment }
          },
          later: 1))
      return stage.lines.filter { $0.contains("/row") }.map { String($0.prefix(6)) }
    }
    #expect(
      rows(without: 2...4) == [
        " /row1", "-/row2", "-/row3", "-/row4", " /row5", " /row6", " /row7", " /row8", " /row9",
      ])
    #expect(
      rows(without: 2...6) == [
        " /row1", " /row7", " /row8", " /row9", "-/row2", "-/row3", "-/row4", "-/row5", "-/row6",
      ])
  }

  @Test func `rows of gone segments can be hidden`() {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("old", inode: 1), Sample.posix("stays", inode: 2)]))
    stage.show(Sample.snapshot([Sample.posix("stays", inode: 2)], later: 1))
    #expect(stage.text.contains("\n-/old "))
    stage.press(.character("H"))
    #expect(!stage.text.contains("/old"))
    #expect(stage.lines.last == "segments that are gone are not shown")
    stage.press(.character("H"))
    #expect(stage.text.contains("\n-/old "))
  }

  @Test func `another file under the same name is a new row`() {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("name", inode: 1)]))
    stage.show(Sample.snapshot([Sample.posix("name", inode: 2)], later: 1))
    #expect(stage.text.contains("\n-/name "))
    #expect(stage.text.contains("\n+/name "))
  }
}
