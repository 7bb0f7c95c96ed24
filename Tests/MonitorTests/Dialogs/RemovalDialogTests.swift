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

struct RemovalDialogTests {
  private let target = Sample.judged([Sample.posix("target", inode: 1)]).segments[0]
  private let other = Sample.posix("another", inode: 2)

  private func stage() -> MonitorHarness {
    var stage = MonitorHarness(80, 18, sortedBy: .label)
    stage.show(Sample.snapshot([target, other]))
    stage.press(.end, .character("d"))
    stage.forgetEffects()
    return stage
  }

  @Test func `the dialog shows the segment and focuses the safe button`() throws {
    var stage = MonitorHarness(80, 18, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("target", inode: 1), other]))
    stage.press(.end, .character("d"))
    try stage.expectScreen("remove-unscanned")
    let frame = stage.monitor.frame
    let focused = frame.lines.indices.flatMap { row in
      frame[row: row].filter { $0.style == .focusedButton }.compactMap(\.character)
    }
    #expect(String(String.UnicodeScalarView(focused)) == "[ Keep it: Esc ]")
  }

  @Test(
    arguments: [
      [.enter], [.escape], [.character("n")], [.character("q")],
      [.tab, .tab, .enter], [.character("d"), .enter], [.down, .enter],
    ] as [[Key]])
  func `these keys remove nothing and close the dialog`(keys: [Key]) {
    var stage = stage()
    for key in keys { stage.press(key) }
    #expect(stage.effects == [])
    #expect(!stage.text.contains("Remove?"))
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `a long name hides nothing of what is known`(columns: Int, rows: Int) {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    let name = String(repeating: "x", count: 250) + "end"
    stage.show(Sample.judged([Sample.posix(name, inode: 1, age: 7200)]))
    stage.press(.character("d"))
    #expect(stage.text.contains("orphan"), "\(stage.text)")
    #expect(stage.text.contains("end"))
    #expect(stage.text.contains("4K") || stage.text.contains("4.0 KiB"))
  }

  @Test(arguments: [[.character("y")], [.tab, .enter], [.right, .enter]] as [[Key]])
  func `these keys remove the segment`(keys: [Key]) {
    var stage = stage()
    for key in keys { stage.press(key) }
    #expect(stage.effects == [.remove(target)])
  }

  @Test func `the dialog has every line that rm prints`() throws {
    var stage = MonitorHarness(80, 60, sortedBy: .label)
    let holders = (0..<5).map { Sample.holder(4000 + $0, "worker") }
    let warned = Sample.posix("PostgreSQL.77", inode: 1)
    let snapshot = Sample.judged([warned], holders: [.file(inode: 1): holders])
    stage.show(snapshot)
    stage.press(.character("d"))
    let report = RemovalReport(
      on: try #require(snapshot.segments.first), signature: nil, in: snapshot,
      FormatOptions(charset: .utf8, of: snapshot))
    // Long lines are wrapped.
    let shown = stage.lines.joined(separator: " ").filter { $0 != " " && $0 != "│" }
    for line in [report.title] + report.lines + [report.request].compactMap({ $0 }) {
      #expect(shown.contains(line.string.filter { $0 != " " }), "\(line)")
    }
  }

  @Test func `s saves the segment first, and the message says where`() {
    var stage = stage()
    stage.press(.character("s"))
    #expect(stage.text.contains("[x] Save first in .: s"))
    stage.press(.character("s"), .character("s"), .character("y"))
    #expect(stage.effects == [.remove(target, saving: true)])
    stage.send(
      .removed(
        target,
        .removed(copy: Backup.Copy(path: "./target.json", isUnchanged: true), attachments: nil)))
    #expect(stage.lines.last == "posix:/target: removed; saved in ./target.json")
    stage.send(.removed(target, .notSaved(.unwritable("./target.raw", .noSpace))))
    #expect(
      stage.lines.last
        == "posix:/target: not saved and not removed: ./target.raw: No space left on device")
  }

  @Test func `other names of the file are said to keep its memory`() {
    var stage = MonitorHarness(80, 18, sortedBy: .label)
    let one = Sample.posix("target", inode: 1, hasOtherNames: true)
    let other = Sample.posix("other", inode: 1, hasOtherNames: true)
    stage.show(Sample.judged([one, other]))
    stage.press(.end, .character("d"))
    #expect(stage.text.contains("Its memory stays with its other name, posix:/other."))
  }

  @Test(arguments: [(80, 24), (40, 10), (200, 60)])
  func `the dialog scrolls to all holders`(columns: Int, rows: Int) {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    let holders = (0..<100).map { Sample.holder(4000 + $0, "worker") }
    stage.show(Sample.judged([target], holders: [.file(inode: 1): holders]))
    stage.press(.character("d"))
    #expect(stage.text.contains("more: Down"))
    #expect(stage.text.contains("[ Keep it: Esc ]  [ Remove: y ]"))
    stage.press(.end)
    #expect(stage.text.contains("worker(4099), ann"))
    #expect(stage.text.contains("[ Keep it: Esc ]  [ Remove: y ]"))
  }

  @Test func `the processes that have a System V segment attached are named`() {
    var stage = MonitorHarness(80, 18, sortedBy: .label)
    stage.show(
      Sample.judged(
        [Sample.systemV(5, attachments: 1)],
        holders: [.systemV(ShmID(rawValue: 5)): [Sample.holder(3187, "one")]]))
    stage.press(.character("d"))
    #expect(stage.text.contains("It is in use: 1 attachment of one(3187)."))
  }

  @Test func `the chosen segment is removed, even if rows have moved`() {
    var stage = stage()
    stage.show(
      Sample.snapshot(
        [Sample.posix("target", inode: 9), other, Sample.posix("zz", inode: 4)], later: 1))
    stage.press(.character("y"))
    #expect(stage.effects.last == .remove(target))
  }

  @Test func `the outcome is shown and the table is refreshed`() {
    var stage = stage()
    stage.press(.character("y"))
    stage.send(.removed(target, .removed(copy: nil, attachments: nil)))
    #expect(stage.lines.last == "posix:/target: removed")
    // The snapshot that the question asked for is still on its way, and may not know of it.
    stage.forgetEffects()
    stage.show(Sample.snapshot([target], later: 1))
    #expect(stage.effects.last == .collect(SortAndFilter(by: .label)))
  }

  @Test func `the question starts a new scan of holders and follows its result`() {
    var stage = MonitorHarness(80, 18, sortedBy: .label)
    stage.show(Sample.snapshot([target]))
    stage.press(.character("d"))
    #expect(stage.effects.suffix(2) == [.rescan, .collect(SortAndFilter(by: .label))])
    stage.press(.tab)
    stage.show(
      Sample.judged([target], holders: [.file(inode: 1): [Sample.holder(3187, "late")]]))
    #expect(stage.text.contains("in-use: held by late(3187)"))
    #expect(stage.text.contains("It is in use by late(3187)."))
    #expect(stage.text.contains("This has just changed: read it again before you answer."))
    // The finger was on its way when the question changed.
    stage.forgetEffects()
    stage.press(.character("y"))
    #expect(stage.effects == [])
    #expect(!stage.text.contains("This has just changed"))
    stage.press(.character("y"))
    #expect(stage.effects.last.map { if case .remove = $0 { true } else { false } } == true)
  }

  @Test func `Enter keeps a segment that has changed under a focused button`() {
    var stage = stage()
    stage.press(.tab)
    stage.show(
      Sample.judged([target], holders: [.file(inode: 1): [Sample.holder(3187, "late")]]))
    stage.forgetEffects()
    stage.press(.enter)
    #expect(stage.effects == [])
    #expect(!stage.text.contains("Remove?"))
  }

  @Test func `a segment that goes while the question is open is said to be gone`() {
    var stage = stage()
    stage.show(Sample.snapshot([other], later: 1))
    #expect(stage.text.contains("It is already gone."))
    #expect(!stage.text.contains("Its name goes now"))
  }

  @Test(
    arguments: [
      (.gone, "posix:/target: it has already been removed"),
      (
        .replaced,
        "posix:/target: another segment has replaced it; nothing was removed"
      ),
      (
        .notPermitted,
        "posix:/target: not permitted: only its owner (ann) or root may remove it"
      ),
      (.failed(.readOnlyFileSystem), "posix:/target: Read-only file system"),
    ] as [(RemovalError, String)])
  func `a refusal is shown`(refusal: RemovalError, words: String) {
    var stage = stage()
    stage.press(.character("y"))
    stage.send(.removed(target, .notRemoved(refusal)))
    #expect(stage.lines.last == words)
  }

  @Test func `a message says when the memory of a held file is freed`() throws {
    var stage = stage()
    let file = HeldObject.file(inode: 1)
    let held = Sample.judged([target], holders: [file: [Sample.holder(1, "x")]]).segments[0]
    let doubted = Sample.judged([target], unreadable: [1]).segments[0]
    let linked = Sample.judged([Sample.posix("target", inode: 1, hasOtherNames: true)]).segments[0]
    for (segment, words) in [
      (held, "removed; its memory is freed when its last holder exits"),
      (doubted, "removed; its memory stays if a process that was not seen holds it"),
      (linked, "removed; its memory stays while it has other names"), (target, "removed"),
    ] {
      stage.send(.removed(segment, .removed(copy: nil, attachments: nil)))
      #expect(stage.lines.last == "posix:/target: \(words)")
    }
  }

  @Test(
    arguments: [
      (.failed(.readOnlyFileSystem), "It cannot be removed: Read-only file system."),
      (.notPermitted, "It cannot be removed: not permitted: only its owner (ann) or root may"),
      (.immutable, "It cannot be removed: not permitted: it or its directory is immutable"),
      (.directoryNotWritable, "It cannot be removed: not permitted: you may not change its"),
    ] as [(RemovalError, String)])
  func `an obstacle that is foreseen is said, and there is nothing to answer`(
    error: RemovalError, words: String
  ) {
    var stage = MonitorHarness(120, 24, sortedBy: .label)
    stage.show(Sample.snapshot([target]))
    stage.press(.character("d"))
    #expect(stage.effects.contains(.foreseeRemoval([target])))
    stage.send(.removalForeseen([other.identity: error]))
    #expect(stage.text.contains("[ Remove: y ]"))
    stage.send(.removalForeseen([target.identity: error]))
    #expect(stage.text.contains(words), "\(stage.text)")
    #expect(!stage.text.contains("[ Remove") && !stage.text.contains("Save first"))
    stage.forgetEffects()
    stage.press(.character("y"), .tab, .enter)
    #expect(stage.effects == [])
  }

  @Test func `a gone segment cannot be removed`() {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([target]))
    stage.show(Sample.snapshot([], later: 1))
    stage.forgetEffects()
    stage.press(.character("d"))
    #expect(stage.lines.last == "this segment is gone")
    #expect(stage.effects == [])
  }
}
