import Canvas
import Formatting
import Monitor
import Testing

/// What is pasted into the terminal.
@Suite("A pasted text") struct PasteTests {
  private func stage() -> MonitorHarness {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("ready", inode: 1), Sample.posix("x", inode: 2)]))
    stage.forgetEffects()
    return stage
  }

  private func keys(_ text: String) -> [Key] { text.unicodeScalars.map(Key.character) }

  @Test func `is no keys for a screen, which says so`() {
    var stage = stage()
    stage.send(.pasted(keys("dy")))
    #expect(stage.effects == [])
    #expect(!stage.text.contains("Remove?"))
    #expect(stage.text.contains("pasted text is ignored here"))
  }

  @Test func `is no answer to a question`() {
    var stage = stage()
    stage.press(.character("d"))
    stage.forgetEffects()
    stage.send(.pasted(keys("y")))
    #expect(stage.effects == [])
    #expect(stage.text.contains("Remove?"))
  }

  @Test func `is typed into a prompt, without keys that end it`() {
    var stage = stage()
    stage.press(.character("/"))
    stage.send(.pasted(keys("re") + [.enter, .escape] + keys("ady")))
    #expect(stage.lines.last?.contains("ready_") == true, "\(stage.text)")
  }

  @Test func `numbers each question anew`() {
    var stage = stage()
    #expect(stage.monitor.question == nil)
    stage.press(.character("d"))
    let first = stage.monitor.question
    #expect(first != nil)
    stage.press(.escape)
    #expect(stage.monitor.question == nil)
    stage.press(.character("d"))
    #expect(stage.monitor.question != first)
  }
}
