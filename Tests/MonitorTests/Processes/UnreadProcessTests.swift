import Canvas
import Monitor
import SharedMemory
import Testing

/// The processes that could not be read, in the list of processes.
struct UnreadProcessTests {
  private func stage(_ columns: Int, _ rows: Int, unreadable: [Int32]) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows)
    stage.show(
      Sample.judged(
        Sample.mixed + Sample.unlinked, holders: Scene.holders, unreadable: unreadable))
    stage.press(.character("P"))
    return stage
  }

  @Test func `processes that could not be read stand below the others, with what to do`() {
    var stage = stage(120, 14, unreadable: [812, 5])
    let rows = stage.lines[2...7].map { $0.split(separator: " ").prefix(5).joined(separator: " ") }
    #expect(rows[4...] == ["5 root ? ? ?", "812 root ? ? ?"], "\(stage.text)")
    let advice = "2 processes could not be read: run as root to be sure; "
    #expect(stage.text.contains("\(advice)--assume-clear PID assumes that one holds nothing"))
    #expect(stage.lines.last?.contains("Enter segments  K signal") == true)
    let frame = stage.monitor.frame
    #expect(frame[row: 6].contains { $0.style == .dim })
    stage.press(.end)
    #expect(stage.selected?.contains(" 812 ") == true)
    #expect(stage.lines.last?.contains("K signal") == false, "no key that does nothing here")
    stage.forgetEffects()
    for key in [Key.enter, .character("K")] {
      stage.press(key)
      #expect(
        stage.lines.last
          == "process 812 could not be read: run as root to be sure; --assume-clear 812 assumes that it holds nothing"
      )
      #expect(stage.monitor.question == nil && stage.effects == [])
    }
    stage.show(
      Sample.judged(
        Sample.mixed, holders: [.file(inode: 11): [Sample.holder(77, "python3")]],
        unreadable: [3, 812], later: 1))
    #expect(stage.selected?.contains(" 812 ") == true)
    stage.press(.character("I"))
    #expect(stage.selected?.contains(" 812 ") == true)
    #expect(stage.lines[2].contains("python3"))
  }

  @Test func `a long list of processes that could not be read scrolls`() {
    var stage = stage(40, 10, unreadable: Array(1000..<1400))
    stage.press(.end)
    #expect(stage.selected?.contains(" 1399 ") == true)
    stage.press(.home)
    #expect(stage.selected?.contains("qemu") == true)
  }
}
