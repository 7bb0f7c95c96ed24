import Canvas
import Contents
import Monitor
import Formatting
import SharedMemory
import Testing

/// Bookmarks in the bytes of a segment.
struct BookmarkTests {
  private func stage(_ columns: Int = 80, _ rows: Int = 24) -> MonitorHarness {
    var stage = MonitorHarness.contents(columns, rows)
    stage.read(Array("Some bytes of a segment, and more of them.".utf8))
    return stage
  }

  @Test func `b sets a bookmark at the cursor, and removes it again`() {
    var stage = stage()
    stage.press(.down, .character("b"))
    #expect(stage.lines[2].hasPrefix("00000000  "))
    #expect(stage.lines[3].hasPrefix("00000010▸ "))
    #expect(stage.lines[23] == "bookmark set; B lists them")
    stage.press(.right, .left, .character("b"))
    #expect(stage.lines[3].hasPrefix("00000010  "))
    #expect(stage.lines[23] == "bookmark removed")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `B lists them, Enter goes there and d removes`(columns: Int, rows: Int) {
    var stage = stage(columns, rows)
    stage.press(.character("B"))
    #expect(stage.lines.last == "no bookmarks yet: b sets one")
    stage.press(.right, .character("b"), .down, .down, .character("b"), .character("B"))
    let second = columns == 80 ? "00000021" : "00000009"
    #expect(stage.text.contains("> 00000001  ome bytes of a s"))
    #expect(stage.text.contains("  \(second)  "))
    stage.press(.down, .enter)
    #expect(!stage.text.contains("Bookmarks"))
    stage.press(.home, .character("B"), .down, .character("d"))
    #expect(!stage.text.contains("  \(second)  "))
    #expect(stage.text.contains("> 00000001  "))
    stage.press(.delete)
    #expect(!stage.text.contains("Bookmarks"))
  }

  @Test func `a bookmark off the screen is gone to`() {
    var stage = stage()
    stage.press(.end, .character("b"), .home, .character("B"), .enter)
    #expect(stage.lines[1].contains("at 0xfffff,"))
  }

  @Test func `bookmarks stay with their segment when the screen is closed and opened again`() {
    var stage = stage()
    stage.press(.character("b"), .escape, .character("x"))
    stage.answer(.success(.file))
    stage.press(.character("B"))
    #expect(stage.text.contains("> 00000000  "))
    stage.press(.escape, .escape)
    // Another segment of the same name.
    for seconds: Int64 in [1, 20] {
      stage.show(
        Sample.snapshot([Sample.posix("data", inode: 2, size: 1 << 20)], later: seconds))
    }
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.press(.character("B"))
    #expect(stage.lines[23] == "no bookmarks yet: b sets one")
  }

  @Test func `the number of bookmarks is limited`() {
    var stage = stage()
    for _ in 0..<100 { stage.press(.character("b"), .right) }
    stage.press(.character("b"))
    #expect(stage.lines[23] == "no more than 100 bookmarks: press B, then d to remove one")
    stage.press(.character("B"), .end)
    #expect(stage.text.contains("> 00000063  "))
  }

  @Test func `an empty segment has no bookmarks`() {
    var stage = MonitorHarness.contents(size: 0)
    stage.press(.character("b"))
    #expect(stage.lines[23].hasPrefix("? help"))
  }
}
