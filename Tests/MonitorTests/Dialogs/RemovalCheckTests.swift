import Canvas
import Kernel
import Monitor
import Operations
import Formatting
import Query
import SafeText
import SharedMemory
import SystemPackage
import Testing

/// What is said in place of a question about a removal.
struct RemovalCheckTests {
  private let target = Sample.judged([Sample.posix("target", inode: 1)]).segments[0]

  @Test(
    arguments: [
      (
        Sample.systemV(5, attachments: 2, mode: 0o1600),
        "already removed; its memory is freed when its 2 attachments end: K signals its holders"
      ),
      (
        Sample.unlinked[0],
        "already removed; its memory is freed when its last holder exits: K signals its holders"
      ),
      (
        Sample.unlinked[1],
        "it has no name to remove; its memory is freed when its last holder exits: K signals its holders"
      ),
    ] as [(Segment, String)])
  func `there is no question about a segment without a name, and the next key is said`(
    segment: Segment, words: String
  ) {
    var stage = MonitorHarness(120, 24, sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("d"))
    #expect(stage.lines.last == words)
    #expect(stage.monitor.question == nil)
  }

  @Test(arguments: [[], [.enter], [.character("P"), .enter]] as [[Key]])
  func `there is no question about a segment that cannot be removed`(keys: [Key]) {
    var stage = MonitorHarness(120, 24, sortedBy: .label)
    stage.obstacles = [target.identity: .notPermitted]
    stage.show(
      Sample.judged([target], holders: [.file(inode: 1): [Sample.holder(3187, "one")]]))
    for key in keys { stage.press(key) }
    stage.press(.character("d"))
    #expect(stage.lines.last == "not permitted: only its owner (ann) or root may remove it")
    #expect(stage.monitor.question == nil)
    #expect(!stage.text.contains("Remove?"))
  }

  @Test func `until it is known whether a segment can be removed, only Esc acts`() {
    var monitor = Monitor(
      options: Monitor.Options(charset: .utf8, host: "host"),
      size: Size(columns: 80, rows: 24), sortedBy: SortAndFilter(by: .label), interval: 1000)
    _ = monitor.start()
    var rows = TableModelBuilder(charset: .utf8)
    _ = monitor.update(
      .rows(rows.rows(of: Sample.judged([target]), SortAndFilter(by: .label))))
    #expect(monitor.update(.key(.character("d"))) == [.foreseeRemoval([target])])
    for key in [.character("y"), .enter, .character("q"), .character("x")] as [Key] {
      #expect(monitor.update(.key(key)) == [])
    }
    #expect(monitor.question == nil)
    _ = monitor.update(.key(.escape))
    _ = monitor.update(.removalForeseen([:]))
    #expect(monitor.question == nil)
    _ = monitor.update(.key(.character("d")))
    #expect(monitor.update(.removalForeseen([:])).contains(.rescan))
    #expect(monitor.question != nil)
  }
}
