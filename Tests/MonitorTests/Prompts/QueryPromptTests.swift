import Canvas
import Kernel
import Monitor
import Formatting
import Query
import SharedMemory
import SystemPackage
import Testing

/// Filter and search while they are typed.
struct QueryPromptTests {
  private func stage(
    _ keys: Key..., typing text: String = "", on size: (columns: Int, rows: Int) = (80, 14)
  ) -> MonitorHarness {
    var stage = MonitorHarness(size.columns, size.rows, sortedBy: .label)
    stage.show(Sample.judged(Sample.mixed))
    for key in keys { stage.press(key) }
    stage.type(text)
    return stage
  }

  /// The mark of the wrong part of the last line.
  private func marked(_ stage: MonitorHarness) -> String {
    let frame = stage.monitor.frame
    let marks = frame[row: frame.size.rows - 1].map {
      $0.style == .mistake ? "?" : " " as Character
    }
    let count = marks.lastIndex(of: "?").map { $0 + 1 } ?? 0
    return String(marks.prefix(count))
  }

  @Test func `rows are filtered with each key`() {
    var stage = stage(.character("f"), typing: "p")
    #expect(stage.text.contains(" filter 2/4 p "))
    stage.type("sm")
    #expect(stage.text.contains(" filter 1/4 psm "))
    #expect(stage.lines.last == "filter: psm_")
    stage.press(.backspace, .backspace, .backspace)
    #expect(!stage.lines[3].hasPrefix(" filter "))
  }

  @Test func `the last filter stays while the text is none, and the error says what would be`() {
    var stage = stage(.character("f"), typing: "size>1")
    #expect(stage.text.contains(" filter 4/4 size>1"))
    stage.type("X")
    #expect(stage.text.contains(" filter 4/4 size>1"))
    #expect(stage.text.contains("(K is 1024), not '1X'"))
    #expect(marked(stage) == "             ??")
    stage.press(.left)
    #expect(stage.text.contains("(K is 1024), not '1X'"))
    #expect(marked(stage) == "             ??")
    stage.press(.end, .backspace)
    stage.type("M")
    #expect(stage.text.contains(" filter 1/4 size>1M"))
    #expect(!stage.text.contains("powers"))
    #expect(marked(stage) == "")
  }

  @Test func `what is missing is marked behind the text`() {
    let stage = stage(.character("f"), typing: "(psm or")
    #expect(marked(stage) == "               ?")
    #expect(stage.text.contains("a word such as state=orphan is missing here"))
  }

  @Test func `a misspelt word is corrected`() throws {
    var stage = stage(.character("f"), typing: "psm stat=orphan")
    #expect(stage.text.contains("unknown word 'stat'; did you mean 'state'?"))
    #expect(marked(stage) == "            ????")
    #expect(stage.text.contains(" filter 1/4 psm "))
    stage.press(.enter)
    try stage.expectScreen("filter-misspelt")
  }

  @Test func `the part of a name that became a word is no pattern any more`() {
    var stage = stage(.character("f"), typing: "psm state")
    #expect(stage.text.contains(" filter 0/4 psm state"))
    stage.type("=")
    #expect(stage.text.contains(" filter 1/4 psm "))
    #expect(stage.text.contains("state takes removed, in-use, unknown, idle or orphan"))
    stage.type("removed")
    #expect(stage.text.contains(" filter 0/4 psm state=removed"))
    stage.press(.control("u"))
    stage.type("sem or size>")
    #expect(stage.text.contains(" filter 0/4 sem or size") == false)
  }

  @Test func `a size and an exclamation mark are no names`() {
    var stage = stage(.character("f"), typing: "size>1M")
    #expect(stage.text.contains(" filter 1/4 size>1M"))
    stage.press(.control("u"))
    stage.type("!psm")
    #expect(stage.text.contains(" filter 3/4 !psm"))
  }

  @Test func `the key that NAME shows finds its segment`() {
    let stage = stage(.character("f"), typing: "0x0052e2c1")
    #expect(stage.text.contains(" filter 1/4 0x0052e2c1"))
    #expect(stage.text.contains("32769 0x0052e2c1"))
  }

  @Test func `what is hidden is said, the orphans first`() {
    let stage = stage(.character("f"), typing: "kind=sem")
    #expect(stage.lines[3].hasPrefix(" filter 1/4 kind=sem "))
    #expect(stage.lines[3].hasSuffix("hides 1 orphan, 858M; 1 removed, 384K"))
    let narrow = self.stage(.character("f"), typing: "kind=sem", on: (40, 10))
    #expect(narrow.lines[2].hasPrefix(" filter 1/4 kind=sem  "))
    #expect(narrow.lines[2].hasSuffix("hides 1 orphan"))
    var harmless = self.stage(.character("f"), typing: "state!=idle")
    #expect(harmless.lines[3].hasSuffix("  hides 4K"))
    harmless.press(.control("u"))
    harmless.type("size>=0")
    #expect(!harmless.text.contains("hides"))
  }

  @Test func `Esc brings the former filter and the selection back`() {
    var stage = stage(.end)
    let row = stage.selected
    stage.press(.character("f"))
    stage.type("sysv")
    #expect(stage.selected != row)
    stage.press(.escape)
    #expect(stage.selected == row)
    #expect(!stage.lines[3].hasPrefix(" filter "))
  }

  @Test func `Esc twice in the table clears the filter`() {
    var stage = stage(.character("f"), typing: "psm")
    stage.press(.enter, .escape)
    #expect(stage.lines.last == "press Esc again to clear the filter")
    #expect(stage.text.contains(" filter 1/4 psm"))
    stage.press(.down, .escape)
    #expect(stage.text.contains(" filter 1/4 psm"))
    stage.press(.escape)
    #expect(!stage.lines[3].hasPrefix(" filter "))
    #expect(stage.text.contains("98310"))
    stage.press(.escape, .escape)
    #expect(stage.lines.last == "nothing to go back to; q quits")
  }

  @Test func `a row is found by a filter, and n and N go on`() {
    var stage = stage(.character("/"), typing: "state=removed")
    #expect(stage.selected?.hasPrefix(" 98310") == true)
    stage.press(.control("u"))
    stage.type("kind!=sysv")
    #expect(stage.selected?.hasPrefix(" /psm_4f1c22d0") == true)
    stage.press(.enter, .character("n"))
    #expect(stage.selected?.hasPrefix(" /sem.mp") == true)
    stage.press(.character("n"))
    #expect(stage.selected?.hasPrefix(" /psm_4f1c22d0") == true)
    stage.press(.character("N"))
    #expect(stage.selected?.hasPrefix(" /sem.mp") == true)
    #expect(!stage.lines[3].hasPrefix(" filter "))
  }

  @Test func `a search that is no filter stays at its row, with the error`() {
    var stage = stage(.character("/"), typing: "sem")
    let row = stage.selected
    stage.type(" size>1X")
    #expect(stage.selected == row)
    stage.press(.enter)
    #expect(stage.text.contains("not '1X'"))
    #expect(stage.lines.last?.hasPrefix("find: sem size>1X") == true)
  }

  @Test func `users are looked up while they are typed, one after the other`() {
    var stage = stage(.character("f"))
    stage.forgetEffects()
    stage.type("user=an")
    #expect(stage.effects.filter(\.isLookup) == [.findUser(name: Array("a".utf8))])
    stage.send(.userFound(name: Array("a".utf8), nil))
    #expect(stage.effects.last == .findUser(name: Array("an".utf8)))
    stage.type("n")
    stage.send(.userFound(name: Array("an".utf8), nil))
    stage.send(.userFound(name: Array("ann".utf8), UserID(rawValue: 1000)))
    #expect(stage.text.contains(" filter 2/4 user=ann"))
    stage.type("e")
    stage.send(.userFound(name: Array("anne".utf8), nil))
    #expect(stage.text.contains("no such user: 'anne'"))
    #expect(stage.text.contains(" filter 2/4 user=ann"))
  }
}

extension Effect {
  fileprivate var isLookup: Bool { if case .findUser = self { true } else { false } }
}
