import Canvas
import SafeText
import Monitor
import Formatting
import Query
import SharedMemory
import Testing

struct TagTests {
  private let segments = (1...4).map { Sample.orphan(UInt64($0)) }

  private func stage(_ columns: Int = 80, _ rows: Int = 12) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.judged(segments))
    return stage
  }

  /// The names of the rows with the mark of tagged ones.
  private func tagged(_ stage: MonitorHarness) -> [String] {
    stage.lines.filter { $0.hasPrefix("*") }.map {
      String($0.dropFirst().prefix { $0 != " " })
    }
  }

  @Test func `Space tags a row and moves to the next`() {
    var stage = stage()
    stage.press(.character(" "))
    #expect(tagged(stage) == ["/psm_1"])
    #expect(stage.selected?.contains("/psm_2") == true)
    #expect(stage.lines.last?.hasSuffix("1 tagged, 4K") == true)
    stage.press(.character(" "))
    #expect(tagged(stage) == ["/psm_1", "/psm_2"])
    #expect(stage.lines.last?.hasSuffix("2 tagged, 8K") == true)
    stage.press(.up, .character(" "))
    #expect(tagged(stage) == ["/psm_1"])
  }

  @Test func `tags stay with their segments wherever the rows go`() {
    var stage = stage()
    stage.press(.character(" "), .down, .character(" "))
    #expect(tagged(stage) == ["/psm_1", "/psm_3"])
    stage.press(.character("I"))
    #expect(tagged(stage) == ["/psm_3", "/psm_1"])
    // New rows before and between, and one that went.
    let more = [Sample.orphan(0), Sample.orphan(22)]
    stage.show(Sample.judged(more + Array(segments[1...]).reversed(), later: 1))
    #expect(tagged(stage) == ["/psm_3"])
    #expect(stage.lines.last?.hasSuffix("1 tagged, 4K") == true)
  }

  @Test func `a segment that takes the name of a tagged one is not tagged`() {
    var stage = stage()
    stage.press(.character(" "))
    stage.show(Sample.judged([Sample.posix("psm_1", inode: 99, age: 7200)], later: 1))
    #expect(tagged(stage) == [])
    stage.press(.character("d"))
    #expect(stage.lines.last == "the tagged segments are gone; press U to untag")
    #expect(!stage.effects.contains(.rescan))
    // The same number of System V, made anew.
    var other = MonitorHarness(80, 12, sortedBy: .label)
    other.show(Sample.snapshot([Sample.systemV(7, key: 1)]))
    other.press(.character(" "))
    #expect(other.text.contains("1 tagged"))
    other.show(Sample.snapshot([Sample.systemV(7, key: 2)], later: 1))
    #expect(other.text.contains("0 tagged"))
  }

  @Test func `T tags all rows and U untags all`() {
    var stage = stage()
    stage.press(.character("T"))
    #expect(tagged(stage).count == 4)
    stage.press(.character("U"))
    #expect(tagged(stage) == [])
    #expect(!stage.text.contains("tagged"))
  }

  @Test func `hidden segments stay tagged, and the count says so`() {
    var stage = stage()
    stage.press(.character("T"), .character("f"))
    stage.type("name=psm_1")
    stage.press(.enter)
    #expect(stage.lines.last?.hasSuffix("4 tagged, 16K, 3 not shown") == true)
    #expect(tagged(stage) == ["/psm_1"])
    stage.press(.character("f"), .control("u"), .enter)
    #expect(tagged(stage).count == 4)
    #expect(stage.lines.last?.hasSuffix("4 tagged, 16K") == true)
  }

  @Test func `T under a filter tags only the rows shown`() {
    var stage = stage()
    stage.press(.character("f"))
    stage.type("name=psm_[12]")
    stage.press(.enter, .character("T"), .character("f"), .control("u"), .enter)
    #expect(tagged(stage) == ["/psm_1", "/psm_2"])
  }

  @Test func `a gone segment cannot be tagged`() {
    var stage = stage()
    stage.show(Sample.judged(Array(segments[1...]), later: 1))
    stage.press(.home, .character(" "))
    #expect(tagged(stage) == [])
    #expect(stage.lines.last == "this segment is gone")
    stage.press(.character("T"))
    #expect(tagged(stage) == ["/psm_2", "/psm_3", "/psm_4"])
  }

  @Test func `V starts a range, moving extends it, and Space tags it`() {
    var stage = stage()
    stage.press(.down, .character("V"), .down)
    #expect(stage.lines.filter { $0.hasPrefix(">") }.count == 2)
    #expect(stage.lines.last?.hasSuffix("range of 2 rows") == true)
    #expect(stage.lines.last?.contains("Space tag the range") == true)
    stage.press(.down)
    #expect(stage.lines.filter { $0.hasPrefix(">") }.count == 3)
    stage.press(.character(" "))
    #expect(tagged(stage) == ["/psm_2", "/psm_3", "/psm_4"])
    #expect(stage.lines.filter { $0.hasPrefix(">") } == [])
    // Upwards, with Enter, and added to the tags.
    stage.press(.character("U"), .character(" "), .home, .down, .character("V"), .up, .enter)
    #expect(tagged(stage) == ["/psm_1", "/psm_2", "/psm_4"])
  }

  @Test func `Esc leaves a range, and other keys do not act on it`() {
    var stage = stage()
    stage.press(.character("V"), .down, .character("d"))
    #expect(stage.lines.last == "d does nothing here; ? lists the keys")
    stage.press(.escape)
    #expect(tagged(stage) == [])
    #expect(stage.lines.filter { $0.hasPrefix(">") } == [])
    stage.press(.character("V"), .character("V"), .character(" "))
    #expect(tagged(stage) == ["/psm_2"])
  }

  @Test func `a range keeps its start when rows move or vanish`() {
    var stage = stage()
    stage.press(.character("V"), .down)
    stage.show(Sample.judged([Sample.orphan(0)] + segments, later: 1))
    stage.press(.character(" "))
    #expect(tagged(stage) == ["/psm_1", "/psm_2"])
  }

  @Test func `a range does not tag unknown names for a bulk removal`() {
    var stage = MonitorHarness(80, 12, sortedBy: .label)
    stage.show(Sample.judged([Sample.posix("notes.txt", inode: 62, age: 7200)]))
    stage.press(.character("V"), .character(" "), .character("d"))
    #expect(stage.text.contains("unknown name, tag it with Space"))
  }

  @Test func `after a removal its tags go, and no count of them stays`() {
    var stage = stage()
    stage.press(.character("T"), .character("d"), .character("y"))
    guard let (run, targets) = stage.removal else {
      Issue.record("nothing is removed")
      return
    }
    var progress = BulkProgress(total: targets.count)
    for target in targets.dropLast() {
      progress.add(RemovalSummary.Entry(of: target, .removed, message: ""))
    }
    progress.add(RemovalSummary.Entry(of: targets[3], .failed, message: "no such luck"))
    stage.send(.removing(run, progress, isDone: true))
    // A snapshot from before the end.
    stage.show(Sample.judged(segments, later: 1))
    stage.press(.escape)
    #expect(stage.lines.last?.hasSuffix("4 tagged, 16K") == true)
    stage.show(Sample.judged([segments[3]], later: 2))
    #expect(stage.lines.last?.hasSuffix("1 tagged, 4K") == true)
    stage.show(Sample.judged([], later: 3))
    #expect(stage.text.contains("0 tagged") == false)
  }

  @Test func `the footer offers to tag what a filter shows`() {
    var stage = stage(160)
    #expect(stage.lines.last?.contains("tag shown") == false)
    stage.press(.character("f"))
    stage.type("name=psm_[12]")
    stage.press(.enter)
    #expect(stage.lines.last?.contains("T tag shown") == true)
  }

  @Test func `the question lists the tagged in the order of the rows, then the hidden ones`() {
    var stage = stage(80, 24)
    stage.press(.character("T"), .character("I"))
    stage.show(Sample.judged(segments, later: 1))
    stage.press(.character("d"))
    #expect(listed(stage) == ["psm_4", "psm_3", "psm_2", "psm_1"])
    stage.press(.escape, .character("f"))
    stage.type("name=psm_[13]")
    stage.press(.enter, .character("d"))
    #expect(listed(stage) == ["psm_3", "psm_1", "psm_2", "psm_4"])
  }

  /// The names in the list of the question.
  private func listed(_ stage: MonitorHarness) -> [String] {
    stage.lines.filter { $0.contains("4K  posix:/") }.compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("posix:/") }.map { String($0.dropFirst(7)) }
    }
  }

  @Test func `a file with two names counts once`() {
    var stage = MonitorHarness(80, 12, sortedBy: .label)
    stage.show(
      Sample.judged([
        Sample.posix("a", inode: 5, hasOtherNames: true),
        Sample.posix("b", inode: 5, hasOtherNames: true),
      ]))
    stage.press(.character("T"))
    #expect(stage.lines.last?.hasSuffix("2 tagged, 4K") == true)
  }

  @Test(arguments: [(40, 10), (20, 6)])
  func `the count is shown on small screens too`(columns: Int, rows: Int) {
    var stage = stage(columns, rows)
    stage.press(.character("T"))
    #expect(stage.lines.last?.hasSuffix("4 tagged, 16K") == true)
  }

  @Test func `K on tagged segments that are gone asks about no other`() {
    let (one, two) = (Sample.posix("one", inode: 1), Sample.posix("two", inode: 2))
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.judged([one, two]))
    stage.press(.home, .character(" "))
    stage.show(
      Sample.judged([two], holders: [.file(inode: 2): [Sample.holder(3187, "b")]], later: 1))
    stage.press(.character("K"))
    #expect(stage.monitor.question == nil)
    #expect(stage.lines.last == "the tagged segments are gone; press U to untag")
  }
}
