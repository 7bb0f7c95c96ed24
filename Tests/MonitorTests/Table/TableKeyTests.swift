import Canvas
import Contents
import Monitor
import Formatting
import Query
import SharedMemory
import Testing

struct TableKeyTests {
  private let names = ["a", "b", "c", "d", "e"]

  private func stage(rows: Int = 24) -> MonitorHarness {
    var stage = MonitorHarness(80, rows, sortedBy: .label)
    stage.show(
      Sample.snapshot(
        names.enumerated().map { Sample.posix($1, inode: UInt64($0), size: UInt64(9 - $0)) }))
    return stage
  }

  @Test(
    arguments: [
      ([], "a"), ([Key.down], "b"), ([.character("j"), .character("j")], "c"), ([.up], "a"),
      ([.end], "e"), ([.character("G"), .character("g")], "a"), ([.pageDown], "e"),
      ([.end, .down], "e"), ([.end, .pageUp], "a"), ([.end, .home], "a"),
    ] as [([Key], String)])
  func `keys move the selection`(keys: [Key], name: String) {
    var stage = stage()
    for key in keys { stage.press(key) }
    #expect(stage.selected?.hasPrefix(" /\(name) ") == true)
  }

  @Test func `h shows help as in htop, but moves to the left in hex and in help`() {
    var stage = stage()
    for path in [[], [Key.enter], [.character("P")]] {
      for key in path { stage.press(key) }
      stage.press(.character("h"))
      #expect(stage.text.contains("Help 1/"))
      stage.press(.tab, .character("h"))
      #expect(stage.text.contains("Help 1/"))
      stage.press(.escape, .escape)
    }
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.press(.character("h"))
    #expect(!stage.text.contains("Help 1/"))
  }

  @Test func `^Z leaves no message of an earlier key`() {
    var stage = stage()
    stage.press(.character("#"))
    #expect(stage.lines.last == "# does nothing here; ? lists the keys")
    stage.send(.suspending)
    #expect(stage.lines.last?.hasPrefix("? help") == true)
    #expect(stage.effects.last == .suspend)
  }

  @Test func `the selection follows its segment when others come and go`() {
    var stage = stage()
    stage.press(.down, .down)
    stage.show(
      Sample.snapshot(
        [
          Sample.posix("c", inode: 2), Sample.posix("0", inode: 8), Sample.posix("1", inode: 9),
        ], later: 1))
    // Its size has changed.
    #expect(stage.selected?.hasPrefix("~/c ") == true)
  }

  @Test func `under churn the selection is on a row that exists`() {
    var stage = MonitorHarness(80, 30, sortedBy: .label)
    let stable = (0..<3).map { Sample.posix("stable\($0)", inode: $0) }
    var number: UInt64 = 100
    func churn(_ count: Int) -> [Segment] {
      (0..<count).map { _ in
        number += 1
        return Sample.posix("job\(number)", inode: number)
      }
    }
    stage.show(Sample.snapshot(churn(20) + stable))
    stage.press(.down, .down, .down)
    for second in 1...8 {
      stage.show(
        Sample.snapshot(churn(second.isMultiple(of: 2) ? 20 : 2) + stable, later: Int64(second)))
      #expect(stage.selected?.first != "-")
      #expect(stage.lines.count { $0.hasPrefix("-/") } <= TableModelBuilder.mostGone)
      #expect(stage.lines.count { $0.contains("/stable") } == 3)
    }
  }

  @Test func `the row after a gone one is selected, not another that is gone`() {
    var stage = stage()
    stage.press(.down)
    stage.show(
      Sample.snapshot([Sample.posix("a", inode: 0), Sample.posix("e", inode: 4)], later: 1))
    #expect(stage.selected?.hasPrefix("~/e ") == true)
  }

  @Test func `the selection follows its segment into another order`() {
    var stage = stage()
    stage.press(.down)
    stage.press(.character("I"))
    #expect(stage.selected?.hasPrefix(" /b ") == true)
    stage.press(.character(">"))
    #expect(stage.selected?.hasPrefix(" /b ") == true)
  }

  @Test func `a long table scrolls with the selection`() {
    var stage = MonitorHarness(80, 8, sortedBy: .label)
    stage.show(
      Sample.snapshot((10..<99).map { Sample.posix("n\($0)", inode: UInt64($0)) }))
    stage.press(.end)
    #expect(stage.selected?.hasPrefix(" /n98 ") == true)
    #expect(!stage.text.contains("/n10 "))
    stage.press(.home)
    #expect(stage.text.contains("/n10 "))
  }

  @Test func `the menu sorts by a column, and the same column again reverses the order`() {
    var stage = stage()
    stage.press(.character("s"))
    #expect(stage.text.contains("Sort by"))
    while !stage.text.contains(">   SIZE") { stage.press(.down) }
    stage.press(.enter)
    #expect(stage.effects.last == .arrange(SortAndFilter(by: .size)))
    #expect(stage.text.contains("SIZE▾"))
    stage.press(.character("s"), .enter)
    #expect(stage.effects.last == .arrange(SortAndFilter(by: .size, isReversed: true)))
    #expect(stage.text.contains("SIZE▴"))
  }

  @Test func `the search goes to the first match, and on from there`() {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(
      Sample.snapshot(
        ["alpha", "beta", "gamma", "xBeta"].enumerated().map {
          Sample.posix($1, inode: UInt64($0))
        }))
    stage.press(.home, .character("/"))
    stage.type("bet")
    #expect(stage.selected?.hasPrefix(" /beta ") == true)
    #expect(stage.lines.last == "find: bet_")
    stage.press(.enter, .character("n"))
    #expect(stage.selected?.hasPrefix(" /xBeta ") == true)
    stage.press(.character("N"))
    #expect(stage.selected?.hasPrefix(" /beta ") == true)
    stage.press(.character("/"))
    stage.type("Bet")
    #expect(stage.selected?.hasPrefix(" /xBeta ") == true)
    stage.press(.escape)
    #expect(stage.selected?.hasPrefix(" /beta ") == true)
  }

  @Test func `a search without a match says so and moves nothing`() {
    var stage = stage()
    stage.press(.down, .character("/"))
    stage.type("zzz")
    #expect(stage.text.contains("not found"))
    #expect(stage.selected?.hasPrefix(" /b ") == true)
  }

  @Test func `a pause stops refreshing and continuing starts it`() {
    var stage = stage()
    stage.forgetEffects()
    stage.press(.character("p"))
    #expect(stage.effects == [.setInterval(milliseconds: nil)])
    #expect(stage.text.contains("PAUSED"))
    stage.forgetEffects()
    stage.press(.character("p"))
    #expect(
      stage.effects == [.collect(SortAndFilter(by: .label)), .setInterval(milliseconds: 1000)])
    #expect(!stage.text.contains("PAUSED"))
  }

  @Test func `the interval that is chosen in a pause counts after it`() {
    var stage = stage()
    stage.press(.character("p"))
    stage.forgetEffects()
    stage.press(.character("+"))
    #expect(stage.effects == [])
    stage.press(.character("p"))
    #expect(stage.effects.last == .setInterval(milliseconds: 2000))
  }

  @Test func `no second snapshot is asked for during another`() {
    var stage = stage()
    stage.press(.character("p"), .character("p"))
    stage.forgetEffects()
    stage.press(.character("p"), .character("p"))
    #expect(stage.effects.allSatisfy { if case .setInterval = $0 { true } else { false } })
  }

  @Test func `the interval goes up and down within its limits`() {
    var stage = stage()
    stage.press(.character("+"))
    #expect(stage.effects.last == .setInterval(milliseconds: 2000))
    #expect(stage.text.contains("refresh every 2 seconds"))
    for _ in 0..<20 { stage.press(.character("-")) }
    #expect(stage.effects.last == .setInterval(milliseconds: 250))
    for _ in 0..<20 { stage.press(.character("+")) }
    #expect(stage.effects.last == .setInterval(milliseconds: 60_000))
  }

  @Test func `q quits and Escape does not`() {
    var stage = stage()
    stage.forgetEffects()
    stage.press(.escape)
    #expect(stage.effects == [])
    stage.press(.character("q"))
    #expect(stage.effects == [.quit])
  }
}
