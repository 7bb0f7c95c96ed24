import Canvas
import Formatting
import Monitor
import Testing

/// The keys of readline(3) in a prompt, and the cursor that shows them.
struct LineEditorTests {
  /// The column of the cursor behind the label `filter: `, and the text there.
  private struct Line: Equatable {
    let text: String
    let cursor: Int?

    init(_ text: String, _ cursor: Int?) {
      self.text = text
      self.cursor = cursor
    }
  }

  private func stage(_ text: String, columns: Int = 80) -> MonitorHarness {
    var stage = MonitorHarness(columns, 24, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("data", inode: 1)]))
    stage.press(.character("f"))
    stage.type(text)
    return stage
  }

  private func line(_ stage: MonitorHarness) -> Line {
    let frame = stage.monitor.frame
    #expect(frame.cursor == nil || frame.cursor?.row == 23)
    return Line(
      String(frame.lines[23].dropFirst("filter: ".count)),
      frame.cursor.map { $0.column - "filter: ".count })
  }

  @Test(
    arguments: [
      ([], 7), ([.left], 6), ([.left, .left], 5), ([.left, .right], 7), ([.right], 7),
      ([.home], 0), ([.home, .left], 0), ([.home, .right], 1), ([.home, .end], 7),
      ([.control("a")], 0), ([.control("a"), .control("e")], 7),
      ([.control("b"), .control("b"), .control("f")], 6),
    ] as [([Key], Int)])
  func `keys move the cursor and leave the text`(keys: [Key], column: Int) {
    var stage = stage("one two")
    for key in keys { stage.press(key) }
    #expect(line(stage) == Line("one two", column))
  }

  @Test(
    arguments: [
      ([.backspace], "one tw", 6), ([.left, .backspace], "one to", 5),
      ([.home, .backspace], "one two", 0), ([.home, .delete], "ne two", 0),
      ([.home, .control("d")], "ne two", 0), ([.delete], "one two", 7),
      ([.home, .right, .control("k")], "o", 1), ([.left, .control("u")], "o", 0),
      ([.control("w")], "one", 4), ([.left, .left, .control("w")], "one wo", 4),
      ([.control("w"), .control("w"), .character("x")], "x", 1),
      ([.home, .character("x"), .character("y")], "xyone two", 2),
    ] as [([Key], String, Int)])
  func `keys delete and insert at the cursor`(keys: [Key], text: String, column: Int) {
    var stage = stage("one two")
    for key in keys { stage.press(key) }
    #expect(line(stage) == Line(text, column))
  }

  @Test func `text typed at the cursor is part of the filter`() {
    var stage = stage("ata")
    stage.press(.home, .character("d"), .enter)
    #expect(stage.text.contains("filter 1/1 data"))
  }

  @Test func `a combining character moves with its base, and both are deleted as one`() {
    var stage = stage("ae\u{301}z")
    #expect(line(stage) == Line("ae\u{301}z", 3))
    stage.press(.left, .left)
    #expect(line(stage).cursor == 1)
    stage.press(.delete)
    #expect(line(stage) == Line("az", 1))
  }

  @Test func `an escape is one character`() {
    var stage = stage("a\u{202e}\\z")
    #expect(line(stage) == Line(#"a\u{202e}\\z"#, 12))
    stage.press(.left, .left)
    #expect(line(stage).cursor == 9)
    stage.press(.left)
    #expect(line(stage).cursor == 1)
    stage.press(.delete, .delete)
    #expect(line(stage) == Line("az", 1))
  }

  @Test func `a long line scrolls so far that the cursor is on the screen`() {
    for columns in [40, 41, 80] {
      var stage = stage(String((0..<26).flatMap { _ in "abcdefghij" }), columns: columns)
      for key in [Key](repeating: .left, count: 300) + [Key](repeating: .right, count: 300) {
        stage.press(key)
        let frame = stage.monitor.frame
        guard let cursor = frame.cursor else {
          Issue.record("no cursor at \(columns) columns")
          return
        }
        #expect((8..<columns).contains(cursor.column))
      }
      stage.press(.home)
      #expect(line(stage).cursor == 0)
      #expect(line(stage).text.hasPrefix("abcdefghij"))
    }
  }

  @Test func `Up and Down recall earlier lines`() {
    var stage = stage("data")
    stage.press(.enter, .character("f"), .control("u"))
    stage.type("state=orphan")
    stage.press(.enter, .character("f"), .control("u"))
    stage.type("mine")
    var seen: [String] = []
    for key in [Key.up, .up, .up, .down, .down, .down] {
      stage.press(key)
      seen.append(line(stage).text)
    }
    let (old, new) = ("data", "state=orphan")
    #expect(seen == [new, old, old, new, "mine", "mine"])
  }

  @Test func `Down comes back to a recalled line that was changed`() {
    var stage = stage("data")
    stage.press(.enter, .character("f"), .control("u"), .up, .backspace, .up, .down)
    #expect(line(stage).text == "dat")
  }

  @Test func `Up passes over an entry that is there already`() {
    var stage = stage("old")
    stage.press(.enter, .character("f"), .control("u"))
    stage.type("new")
    stage.press(.enter, .character("f"))
    #expect(line(stage).text == "new")
    stage.press(.up)
    #expect(line(stage).text == "old")
    stage.press(.down)
    #expect(line(stage).text == "new")
  }

  @Test func `each kind of prompt has a history of its own`() {
    var stage = stage("data")
    stage.press(.enter, .character("/"), .up)
    #expect(stage.lines[23].hasPrefix("find: _  kind="))
    stage.type("dat")
    stage.press(.enter, .character("/"), .up)
    #expect(stage.lines[23] == "find: dat_")
  }

  @Test func `the cursor is hidden without a prompt`() {
    var stage = stage("x")
    #expect(stage.monitor.frame.cursor != nil)
    stage.press(.escape)
    #expect(stage.monitor.frame.cursor == nil)
  }
}
