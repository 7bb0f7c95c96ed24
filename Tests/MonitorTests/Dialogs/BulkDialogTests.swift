import Canvas
import Operations
import SafeText
import Monitor
import Formatting
import Query
import SharedMemory
import SystemPackage
import Testing

struct BulkDialogTests {
  private let orphans = (1...3).map { Sample.orphan(UInt64($0)) }
  private let held = Sample.orphan(50)
  private let holders: [HeldObject: [Holder]] = [
    .file(inode: 50): [Sample.holder(3187, "late")]
  ]

  private func stage(
    _ segments: [Segment], _ columns: Int = 80, _ rows: Int = 24, byHand: Bool = false
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.judged(segments, holders: holders))
    if byHand {
      for _ in segments { stage.press(.character(" ")) }
    } else {
      stage.press(.character("T"))
    }
    stage.press(.character("d"))
    return stage
  }

  @Test func `the question lists the segments to be removed, and the others with reasons`() {
    let stage = stage(
      orphans + [
        held, Sample.posix("sem.x", inode: 60, age: 7200),
        Sample.posix("PostgreSQL.77", inode: 61, age: 7200),
        Sample.posix("notes.txt", inode: 62, age: 7200),
        Sample.systemV(5, attachments: 2, mode: 0o1600), Sample.systemV(6, attachments: 1),
      ])
    #expect(stage.text.contains("Remove the tagged orphans?"))
    #expect(stage.text.contains("3 orphans, 12K. Each is checked again"))
    #expect(stage.text.contains("6 of the tagged segments are not removed, see below."))
    for line in [
      "     4K  posix:/psm_1", "     4K  posix:/psm_3", "in-use: posix:/psm_50",
      "semaphore, to be removed one at a time: posix:/sem.x",
      "with a warning, to be removed one at a time: posix:/PostgreSQL.77",
      "with an unknown name, tag it with Space: posix:/notes.txt",
      "without a name to remove: sysv:5",
      "in-use: sysv:6",
    ] {
      #expect(stage.text.contains(line), "\(line)\n\(stage.text)")
    }
    let frame = stage.monitor.frame
    let focused = frame.lines.indices.flatMap { row in
      frame[row: row].filter { $0.style == .focusedButton }.compactMap(\.character)
    }
    #expect(String(String.UnicodeScalarView(focused)) == "[ Keep them: Esc ]")
  }

  @Test func `an unknown name is removed if it was tagged by itself or by name`() {
    let notes = Sample.posix("notes.txt", inode: 62, age: 7200)
    var stage = stage([notes], byHand: true)
    stage.press(.character("y"))
    #expect(stage.removal?.targets.map(\.identity) == [notes.identity])
    var other = MonitorHarness(80, 24, sortedBy: .label)
    other.show(Sample.judged([notes]))
    other.press(.character("f"))
    other.type("name=notes*")
    other.press(.enter, .character("T"), .character("d"), .character("y"))
    #expect(other.removal?.targets.map(\.identity) == [notes.identity])
  }

  @Test(
    arguments: [
      [.enter], [.escape], [.character("n")], [.character("q")], [.tab, .tab, .enter],
      [.down, .enter], [.character("d"), .enter],
    ] as [[Key]])
  func `these keys remove nothing and close the question`(keys: [Key]) {
    var stage = stage(orphans)
    for key in keys { stage.press(key) }
    #expect(stage.removal == nil)
    #expect(!stage.text.contains("Remove the tagged orphans?"))
  }

  @Test(arguments: [[.character("y")], [.tab, .enter], [.right, .enter]] as [[Key]])
  func `these keys remove the orphans`(keys: [Key]) {
    var stage = stage(orphans + [held])
    for key in keys { stage.press(key) }
    #expect(stage.removal?.targets.map(\.identity) == orphans.map(\.identity))
  }

  @Test func `nothing can be removed if there are no orphans, and no question says so`() {
    var stage = stage([held, Sample.systemV(5, attachments: 2, mode: 0o1600)])
    #expect(
      stage.lines.suffix(2).joined(separator: " ").hasPrefix(
        "only orphans can be removed in bulk: 1 without a name to remove; 1 in-use. U untags, then d asks"
      ), "\(stage.text)")
    #expect(stage.monitor.question == nil)
    #expect(!stage.text.contains("[ Remove"))
    stage.press(.character("y"), .tab)
    #expect(stage.removal == nil)
    stage.press(.enter)
    #expect(!stage.text.contains("Remove the tagged orphans?"))
    #expect(stage.removal == nil)
  }

  @Test func `targets that cannot be removed are left out, with the reason`() {
    var stage = stage(orphans)
    let asked = stage.effects.compactMap { effect in
      if case .foreseeRemoval(let segments) = effect { segments.map(\.identity) } else { nil }
    }
    #expect(asked == [orphans.map(\.identity)])
    stage.press(.tab)
    stage.send(.removalForeseen([orphans[0].identity: .immutable]))
    #expect(stage.text.contains("2 orphans, 8K. Each"))
    #expect(stage.text.contains("not permitted: it or its directory"))
    // The finger was on its way.
    stage.press(.character("y"))
    #expect(stage.removal == nil)
    stage.send(
      .removalForeseen([
        orphans[1].identity: .failed(.readOnlyFileSystem), orphans[2].identity: .notPermitted,
      ]))
    #expect(stage.text.contains("None of the tagged segments can be removed."))
    #expect(stage.text.contains("Read-only file system: posix:/psm_2"))
    #expect(!stage.text.contains("[ Remove"))
  }

  @Test func `targets get fewer while the question is open, never more`() {
    var stage = stage(orphans + [held])
    #expect(stage.effects.suffix(2).first == .rescan)
    stage.press(.tab)
    // One goes, one is held now, the held one is let go, and one appears.
    stage.show(
      Sample.judged(
        [orphans[1], orphans[2], held, Sample.orphan(70)],
        holders: [.file(inode: 3): [Sample.holder(9, "x")]], later: 1))
    #expect(stage.text.contains("This has just changed"))
    #expect(stage.text.contains("1 orphan, 4K. Each"))
    #expect(stage.text.contains("already gone: posix:/psm_1"))
    #expect(stage.text.contains("in-use: posix:/psm_3"))
    #expect(!stage.text.contains("psm_70"))
    // The finger was on its way.
    stage.press(.character("y"))
    #expect(stage.removal == nil)
    stage.press(.character("y"))
    #expect(stage.removal?.targets.map(\.identity) == [orphans[1].identity])
  }

  private func entry(
    _ segment: Segment, _ outcome: RemovalSummary.Outcome, _ message: DisplayText = DisplayText()
  ) -> RemovalSummary.Entry {
    RemovalSummary.Entry(of: segment, outcome, message: message)
  }

  @Test func `progress is shown, Esc stops, and the outcome stays until it is read`() throws {
    var stage = stage([Sample.systemV(9, allocated: 4096)] + orphans)
    stage.press(.character("y"))
    let (run, targets) = try #require(stage.removal)
    #expect(stage.text.contains("0 of 4"))
    var progress = BulkProgress(total: 4)
    progress.add(entry(targets[0], .removed))
    stage.send(.removing(run, progress, isDone: false))
    #expect(stage.text.contains("1 of 4"))
    stage.forgetEffects()
    // Other keys do nothing meanwhile.
    stage.press(.character("y"), .enter, .character("d"), .tab)
    #expect(stage.effects == [])
    stage.press(.escape)
    #expect(stage.effects == [.stopRemoving(run)])
    #expect(stage.text.contains("Stopping after this segment."))
    progress.add(entry(targets[1], .notPermitted, "only its owner may"))
    stage.send(.removing(run, progress, isDone: true))
    #expect(stage.text.contains("Not all removed"))
    #expect(stage.text.contains("1 removed, 4K freed"))
    #expect(stage.text.contains("1 not permitted"))
    #expect(stage.text.contains("2 not reached"))
    #expect(stage.text.contains("posix:/psm_1: only its owner may"))
    #expect(stage.effects.contains(.rescan))
    stage.press(.escape)
    #expect(!stage.text.contains("Not all removed"))
  }

  @Test func `the result counts every outcome`() throws {
    var stage = stage(orphans + [held])
    stage.press(.character("y"))
    let run = try #require(stage.removal).run
    var progress = BulkProgress(total: 5)
    progress.add(entry(orphans[0], .removed))
    progress.add(entry(orphans[0], .gone, "not listed"))
    progress.add(entry(orphans[1], .changed, "no orphan any more"))
    progress.add(entry(orphans[2], .changed))
    progress.add(entry(held, .failed, "Read-only file system"))
    stage.send(.removing(run, progress, isDone: true))
    for words in [
      "1 removed, ", "1 already gone", "2 changed meanwhile", "1 failed",
      "posix:/psm_2: no orphan any more", "posix:/psm_50: Read-only file system",
    ] {
      #expect(stage.text.contains(words), "\(words)\n\(stage.text)")
    }
    #expect(!stage.text.contains("not listed"))
    #expect(progress.count(.untouched) == 0)
    #expect(!progress.isComplete)
  }

  @Test func `progress of an older run is ignored`() throws {
    var stage = stage(orphans)
    stage.press(.character("y"))
    let first = try #require(stage.removal).run
    stage.send(.removing(first, BulkProgress(total: 3), isDone: true))
    stage.press(.escape, .character("d"), .character("y"))
    let second = try #require(stage.removal).run
    #expect(second > first)
    let before = stage.text
    var late = BulkProgress(total: 3)
    late.add(entry(orphans[0], .removed))
    stage.send(.removing(first, late, isDone: true))
    #expect(stage.text == before)
  }

  @Test func `s saves each first, and says where`() {
    var stage = stage(orphans)
    #expect(stage.text.contains("[ ] Save first in .: s"))
    stage.press(.character("s"))
    #expect(stage.text.contains("[x] Save first in .: s"))
    stage.press(.character("y"))
    let isSaving = stage.effects.contains {
      if case .removeAll(_, _, saving: true) = $0 { true } else { false }
    }
    #expect(isSaving)
  }

  @Test(arguments: [(80, 24), (40, 10), (200, 60)])
  func `a list of a hundred thousand scrolls`(columns: Int, rows: Int) {
    let many = (0..<1000).map { Sample.orphan(1000 + UInt64($0)) }
    var stage = stage(many + [held], columns, rows)
    #expect(stage.text.contains("1000 orphans"))
    #expect(stage.text.contains("more: Down"))
    #expect(stage.text.contains("[ Keep them: Esc ]  [ Remove: y ]"))
    stage.press(.end)
    #expect(stage.text.contains("in-use: posix:/psm_50"))
    #expect(stage.text.contains("more: Up"))
    stage.press(.pageUp, .up)
    #expect(stage.text.contains("more: Up Down"))
    stage.press(.home)
    #expect(stage.text.contains("1000 orphans"))
  }
}
