import Canvas
import Formatting
import Testing

@testable import Monitor

/// Presses of the mouse, and its wheel.
struct MouseTests {
  private func stage() -> MonitorHarness {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.judged(Sample.mixed))
    return stage
  }

  @Test func `a press selects a row, and a second one opens it`() {
    var stage = stage()
    stage.click("/psm_4f1c22d0")
    #expect(stage.selected?.contains("/psm_4f1c22d0") == true)
    stage.click("/psm_4f1c22d0")
    #expect(stage.lines[0].contains("posix:/psm_4f1c22d0"))
  }

  @Test func `a press on a heading sorts, and a second one reverses`() {
    var stage = stage()
    stage.click("SIZE")
    #expect(stage.text.contains("SIZE▾"))
    stage.click("SIZE")
    #expect(stage.text.contains("SIZE▴"))
  }

  @Test func `a press on a key of the footer is that key`() {
    var stage = stage()
    stage.click("? help")
    #expect(stage.text.contains("Help"))
    stage.press(.escape)
    stage.click("Space tag")
    #expect(stage.text.contains("1 tagged"))
  }

  @Test func `a press on a key of the footer is that key after it was rebound`() {
    var map = KeyMap()
    map.chosen = [.tag: [.character("t")], .help: [.function(2)]]
    var stage = MonitorHarness(80, 24, sortedBy: .label, keys: map)
    stage.show(Sample.judged(Sample.mixed))
    stage.click("t tag")
    #expect(stage.text.contains("1 tagged"))
    stage.click("F2 help")
    #expect(stage.text.contains("Help"))
  }

  @Test func `the wheel moves by three rows`() {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.judged((1...9).map { Sample.orphan(UInt64($0)) }))
    var keys = stage
    for (action, key) in [(Mouse.Action.wheelDown, Key.down), (.wheelDown, .down), (.wheelUp, .up)]
    {
      stage.send(.mouse(Mouse(action, at: Position(row: 0, column: 0))))
      keys.press(key, key, key)
      #expect(stage.selected == keys.selected)
    }
    stage.press(.up, .up)
    #expect(stage.selected != keys.selected)
  }

  @Test func `under a prompt the wheel moves in the table, and the text stays`() {
    var stage = stage()
    stage.press(.character("f"), .character("m"), .enter, .character("f"), .control("u"))
    stage.press(.character("s"))
    let row = stage.selected
    stage.send(.mouse(Mouse(.wheelDown, at: Position(row: 0, column: 0))))
    #expect(stage.selected != row)
    #expect(stage.text.contains("filter: s"))
  }

  @Test func `a press beside a question does nothing, and one on a button answers it`() {
    var stage = stage()
    stage.click("/psm_4f1c22d0")
    stage.press(.character("d"))
    let asked = stage.text
    #expect(asked.contains("Keep it"))
    stage.send(.mouse(Mouse(.press, at: Position(row: 0, column: 0))))
    stage.send(.mouse(Mouse(.press, at: Position(row: 5, column: 79))))
    #expect(stage.text == asked)
    stage.click("Keep it")
    #expect(!stage.text.contains("Keep it"))
    #expect(stage.effects.filter(\.isChanging).isEmpty)
    stage.press(.character("d"))
    stage.click("Remove")
    #expect(stage.effects.filter(\.isChanging).count == 1)
  }

  @Test func `a press is about what was on the screen, and does nothing if that has changed`() {
    var stage = stage()
    stage.draw()
    let row = stage.lines.firstIndex { $0.contains("/psm_4f1c22d0") } ?? 0
    let press = Event.mouse(Mouse(.press, at: Position(row: row, column: 3)))
    stage.press(.character("I"))
    let (selected, frame) = (stage.selected, stage.text)
    stage.send(press)
    #expect(stage.selected == selected)
    #expect(stage.text != frame)
    #expect(stage.lines.last == "the screen has just changed: press again")
    stage.draw()
    stage.send(press)
    #expect(stage.selected == stage.lines[row])
  }

  @Test func `a form takes a press on a field, a check box and a button`() {
    var stage = stage()
    stage.play("C '/new'")
    stage.click("Size")
    stage.type("1")
    stage.click("Reserve")
    #expect(stage.text.contains("> Reserve [x]"), "\(stage.text)")
    stage.click("[ Go on")
    #expect(stage.text.contains("Create?"), "\(stage.text)")
    stage.click("[ Cancel")
    stage.play("C")
    stage.click("[ Cancel")
    #expect(!stage.text.contains("New segment"), "\(stage.text)")
  }

  @Test func `a menu takes a press on a row`() {
    var stage = stage()
    stage.press(.character("s"))
    stage.click("SIZE ")
    #expect(stage.text.contains("SIZE▾"), "\(stage.text)")
  }
}

extension MonitorHarness {
  /// Presses the mouse on the last place on the screen with these words.
  fileprivate mutating func click(_ words: String) {
    let lines = monitor.frame.lines
    for (row, line) in lines.enumerated().reversed() {
      let cells = Array(line), wanted = Array(words)
      for column in stride(from: cells.count - wanted.count, through: 0, by: -1)
      where Array(cells[column..<(column + wanted.count)]) == wanted {
        return send(.mouse(Mouse(.press, at: Position(row: row, column: column))))
      }
    }
    Issue.record("\(words) is not on the screen:\n\(lines.joined(separator: "\n"))")
  }
}
