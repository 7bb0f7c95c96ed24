import Canvas
import Formatting
import Monitor
import SharedMemory
import Testing

/// The details beside or below the table.
struct DetailPaneTests {
  private func stage(_ columns: Int, _ rows: Int, segments: Int = 4) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.judged((0..<segments).map { Sample.orphan(UInt64(1000 + $0)) }))
    return stage
  }

  @Test(arguments: [(100, 30), (120, 40), (200, 60)])
  func `the details of the selected row are shown, and v hides them`(columns: Int, rows: Int) {
    var stage = stage(columns, rows)
    #expect(stage.text.contains("posix:/psm_1000"))
    stage.press(.down)
    #expect(stage.text.contains("posix:/psm_1001"))
    #expect(stage.text.contains("no process maps it or has it open"))
    stage.press(.character("v"))
    #expect(!stage.text.contains("posix:/psm_1001"))
    stage.press(.character("v"))
    #expect(stage.text.contains("posix:/psm_1001"))
  }

  @Test(arguments: [(99, 40), (120, 29), (80, 24)])
  func `on smaller screens there are none, and v says so`(columns: Int, rows: Int) {
    var stage = stage(columns, rows)
    #expect(!stage.text.contains("posix:/psm_1000"))
    stage.press(.character("v"))
    #expect(stage.lines.last == "details need a screen of 100x30")
  }

  @Test(arguments: [(100, 30), (120, 40), (200, 60)])
  func `many rows have at least half of the height, and the selection is on the screen`(
    columns: Int, rows: Int
  ) {
    var stage = stage(columns, rows, segments: 500)
    #expect(stage.lines.count { $0.contains(" /psm_1") } >= (rows - 4) / 2 - 1)
    stage.press(.end)
    #expect(stage.selected?.contains("/psm_1499") == true)
    #expect(stage.text.contains("posix:/psm_1499"))
  }

  @Test func `few rows leave the rest of the screen to the details`() {
    let stage = stage(120, 40)
    #expect(stage.lines.count(where: \.isEmpty) < 20)
    #expect(stage.text.contains("MTIME"))
  }

  @Test func `help says where v shows and hides them`() {
    var stage = stage(120, 40)
    #expect(stage.help().contains("show or hide details below or beside it"))
  }

  @Test func `a group has its sums there`() {
    var stage = stage(120, 40)
    stage.press(.character("z"), .end, .enter)
    #expect(stage.text.contains("4 segments: 4 orphan"))
    #expect(stage.text.contains("ALLOC     16K"))
  }
}
