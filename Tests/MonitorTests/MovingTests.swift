import Canvas
import Contents
import Formatting
import Monitor
import Query
import SharedMemory
import Testing

/// From segment to segment, from view to view, and back.
struct MovingTests {
  private let segments = (1...4).map { Sample.orphan(UInt64($0)) }

  private func stage(_ columns: Int = 80, _ rows: Int = 24) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.judged(segments))
    return stage
  }

  @Test func `brackets go to the next and the previous segment in the details`() {
    var stage = stage()
    stage.press(.down, .enter)
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_2"))
    stage.forgetEffects()
    stage.press(.character("]"))
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_3"))
    guard case .readSignature(let segment)? = stage.effects.first else {
      Issue.record("\(stage.effects)")
      return
    }
    #expect(segment.identity == segments[2].identity)
    stage.press(.character("]"), .character("]"))
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_4"))
    #expect(stage.lines.last == "this is the last segment")
    for _ in 0..<4 { stage.press(.character("[")) }
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_1"))
    #expect(stage.lines.last == "this is the first segment")
    stage.press(.character("]"), .escape)
    #expect(stage.selected?.contains("/psm_2") == true)
  }

  @Test func `they skip gone rows, and say if the segment has no row`() {
    var stage = stage()
    stage.show(Sample.judged([segments[0], segments[3]], later: 1))
    stage.press(.home, .enter, .character("]"))
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_4"))
    stage.show(Sample.judged([segments[0]], later: 20))
    stage.show(Sample.judged([segments[0]], later: 40))
    stage.press(.character("["))
    #expect(stage.lines.last == "not in the table: the filter hides it, or it is gone")
  }

  @Test func `the same segment is shown in other views, and the title says how one came there`() {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(
      Sample.judged(segments, holders: [.file(inode: 2): [Sample.holder(3187, "one")]]))
    stage.press(.down, .character("x"))
    stage.answer(.success(.file))
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_2 > hex"))
    stage.press(.character("i"))
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_2 "))
    #expect(stage.effects.contains { if case .closeContents = $0 { true } else { false } })
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.press(.enter)
    #expect(stage.lines[0].hasPrefix("table > posix:/psm_2 "))
    stage.press(.character("P"))
    #expect(stage.lines[0].hasPrefix("table > memory by process"))
    #expect(stage.selected?.contains("3187") == true)
    stage.press(.enter, .enter)
    #expect(stage.lines[0].hasPrefix("table > processes > one (3187) > posix:/psm_2"))
    stage.press(.character("x"))
    stage.answer(.success(.file))
    #expect(stage.lines[0].hasPrefix("table > processes > one (3187) > posix:/psm_2 > hex"))
    for _ in 0..<5 { stage.press(.escape) }
    #expect(stage.text.contains("sysv segments"))
    #expect(stage.selected?.contains("/psm_2") == true)
  }

  @Test func `a path without room loses its start, and keeps the segment`() {
    var stage = MonitorHarness(40, 10, sortedBy: .label)
    stage.show(
      Sample.judged(segments, holders: [.file(inode: 2): [Sample.holder(3187, "one")]]))
    stage.press(.character("P"), .enter, .enter)
    #expect(stage.lines[0].hasPrefix("… > posix:/psm_2"))
  }

  @Test func `F follows a segment, and says when it goes`() {
    var stage = stage(120)
    stage.press(.down, .character("F"))
    #expect(stage.lines.last == "the cursor stays with this segment until you move it")
    stage.press(.character("I"))
    #expect(stage.selected?.contains("/psm_2") == true)
    #expect(stage.lines.last?.hasSuffix("following posix:/psm_2") == true)
    stage.show(Sample.judged([segments[0]], later: 1))
    #expect(stage.lines.last == "posix:/psm_2: the segment that you followed is gone")
    stage.press(.home)
    #expect(stage.lines.last?.contains("following") == false)
  }

  @Test func `moving the cursor ends following, and so does F`() {
    var stage = stage(120)
    stage.press(.character("F"), .down)
    #expect(stage.lines.last?.contains("following") == false)
    stage.press(.character("F"), .character("F"))
    #expect(stage.lines.last == "no longer following a segment")
  }

  @Test func `the cursor returns to a followed segment that a filter hid`() {
    var stage = stage(160)
    stage.press(.down, .character("F"), .character("f"))
    stage.type("name=psm_4")
    stage.press(.enter)
    #expect(stage.selected?.contains("/psm_4") == true)
    #expect(stage.lines.last?.hasSuffix("following posix:/psm_2, hidden") == true)
    stage.press(.character("f"), .control("u"), .enter)
    #expect(stage.selected?.contains("/psm_2") == true)
    #expect(stage.lines.last?.hasSuffix("following posix:/psm_2") == true)
  }

  @Test func `a key that does nothing says so`() {
    var stage = stage()
    for keys in [[], [.enter], [.escape, .character("P")], [.escape]] as [[Key]] {
      for key in keys { stage.press(key) }
      stage.press(.character("Q"))
      #expect(stage.lines.last == "Q does nothing here; ? lists the keys", "\(keys)")
    }
    stage.press(.escape)
    #expect(stage.lines.last == "nothing to go back to; q quits")
    stage.press(.character("d"), .character("w"))
    #expect(stage.lines.last == "w does nothing here")
    stage.press(.escape, .function(12))
    #expect(stage.lines.last == "F12 does nothing here; ? lists the keys")
  }

  @Test func `plus and minus choose from the usual intervals`() {
    var stage = stage()
    var seen: [Int] = []
    for key in Array(repeating: Key.character("-"), count: 3)
      + Array(repeating: .character("+"), count: 9)
    {
      stage.forgetEffects()
      stage.press(key)
      for case .setInterval(let milliseconds) in stage.effects { seen.append(milliseconds ?? 0) }
    }
    #expect(seen == [500, 250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000])
    #expect(stage.lines.last == "this is the longest interval")
  }

  @Test func `a bracket unfolds the group of the segment that it goes to`() {
    let others = (1...3).map { Sample.posix("torch_\($0)", inode: UInt64(50 + $0), age: 7200) }
    var stage = MonitorHarness(100, 24, sortedBy: .label)
    stage.show(Sample.judged(segments + others))
    stage.play("z Home")
    for choice in Grouping.allCases {
      stage.press(.down)
      if choice == .name { break }
    }
    stage.play("Enter Home Right Down")
    #expect(stage.selected?.contains("/psm_1") == true)
    for _ in 0..<4 { stage.play(stage.lines[0].hasPrefix("table > ") ? "]" : "Enter ]") }
    #expect(stage.lines[0].hasPrefix("table > posix:/torch_1"))
    stage.press(.escape)
    #expect(stage.selected?.contains("  /torch_1") == true, "\(stage.text)")
  }
}
