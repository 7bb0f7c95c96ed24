import Canvas
import Contents
import Monitor
import Formatting
import Testing

/// Looking for bytes in a segment.
struct FindTests {
  private func stage(size: UInt64 = 1 << 20, _ columns: Int = 80, _ rows: Int = 24)
    -> MonitorHarness
  {
    MonitorHarness.contents(size: size, columns, rows)
  }

  private func pattern(_ bytes: [UInt8], anyCase: Bool = false) throws -> BytePattern {
    try #require(BytePattern(bytes, ignoringCase: anyCase))
  }

  private func ask(_ stage: inout MonitorHarness, for text: String, then: Key = .enter) {
    stage.press(.character("/"))
    stage.type(text)
    stage.press(then)
  }

  @Test(
    arguments: [
      "7f 45 4c 46", "7f454c46", "0x7f454c46", "0X7F 45 4c46", "\"\u{7f}ELF\"", " 7f \"ELF\" ",
      "7f\"E\"4c\"F\"",
    ])
  func `bytes can be typed in many forms`(text: String) throws {
    var stage = stage()
    ask(&stage, for: text)
    #expect(stage.job?.work == .search(try pattern([0x7f, 0x45, 0x4c, 0x46]), .from(0)))
  }

  @Test(
    arguments: [
      ("", "type bytes: 7f 45 4c 46"), ("  ", "type bytes"), ("0x", "'0x' is not hex"),
      ("xyz", "'xyz' is not hexadecimal; press Tab to find text"), ("7f4", "'7f4': each"),
      ("7 f", "'7': each byte needs two digits, such as 07"), ("\"\"", "type bytes"),
      ("7f \"ab", "the closing \" is missing"), ("7f 0x4g", "'0x4g' is not hexadecimal"),
      ("\u{202e}", "'\\u{202e}'"),
    ])
  func `invalid bytes stay in the prompt with the reason`(text: String, reason: String) {
    var stage = stage()
    ask(&stage, for: text)
    #expect(stage.lines[22].hasPrefix(reason), "\(stage.lines[22])")
    #expect(stage.lines[23].hasPrefix("find bytes: "))
    #expect(stage.job == nil)
    stage.press(.control("u"))
    stage.type("7f")
    stage.press(.enter)
    #expect(stage.job != nil)
  }

  @Test func `the prompt takes hex or text by the column of the cursor, and Tab switches it`() {
    var stage = stage()
    stage.press(.character("/"))
    #expect(stage.lines[23] == "find bytes: _  7f 45 4c 46  0x7f45  \"text\"  Tab: text")
    stage.press(.tab)
    #expect(stage.lines[23] == "find text, any case: _  Tab: bytes  ^T: case")
    stage.press(.escape, .tab, .character("/"))
    #expect(stage.lines[23].hasPrefix("find text, any case: _"))
    stage.press(.tab)
    #expect(stage.lines[23].hasPrefix("find bytes: _"))
    #expect(stage.lines[1].hasSuffix("at 0x0, 0%, text side"))
  }

  @Test func `case matters if the text has capitals, or if the user chooses so`() throws {
    var stage = stage()
    stage.press(.tab)
    ask(&stage, for: "foo")
    #expect(stage.job?.work == .search(try pattern(Array("foo".utf8), anyCase: true), .from(0)))
    ask(&stage, for: "Foo")
    #expect(stage.job?.work == .search(try pattern(Array("Foo".utf8)), .from(0)))
    stage.press(.character("/"))
    stage.type("foo")
    stage.press(.control("t"))
    #expect(stage.lines[23].hasPrefix("find text, match case: foo_"))
    stage.press(.enter)
    #expect(stage.job?.work == .search(try pattern(Array("foo".utf8)), .from(0)))
    stage.press(.character("/"), .character("É"), .control("t"))
    #expect(
      stage.lines[23]
        == "find text, any case: É_  Tab: bytes  ^T: case  in UTF-8, any case for a-z only")
    stage.press(.enter)
    #expect(stage.job?.work == .search(try pattern(Array("É".utf8), anyCase: true), .from(0)))
  }

  @Test func `the byte at the cursor is marked in both columns`() {
    var stage = stage()
    stage.read([UInt8](repeating: 0x41, count: 256))
    let row = { (stage: MonitorHarness) in Array(stage.monitor.frame[row: 2]) }
    #expect(row(stage)[10].style == .byteCursor)
    #expect(row(stage)[60].style == .otherSideCursor)
    stage.press(.tab)
    #expect(row(stage)[10].style == .otherSideCursor)
    #expect(row(stage)[60].style == .byteCursor)
  }

  @Test(arguments: [(80, 24, 10, 16), (40, 10, 10, 4)])
  func `all bytes of the match are marked`(columns: Int, rows: Int, first: Int, perRow: Int) {
    var stage = stage(size: 4096, columns, rows)
    ask(&stage, for: "4142 4344 45")
    stage.finish(.searched(.success(.found(1))))
    let page = (0..<200).map { UInt8(truncatingIfNeeded: 0x40 + $0) }
    stage.read(page)
    let cells = (0..<2).map { Array(stage.monitor.frame[row: 2 + $0]) }
    let styles = (0..<6).map { place in
      cells[place / perRow][first + 3 * (place % perRow)].style
    }
    #expect(
      styles
        == [.printableByte, .byteCursor, .matchByte, .matchByte, .matchByte, .matchByte])
    #expect(stage.lines[2].contains(" 40[41 42 43"))
    #expect(stage.lines[perRow == 16 ? 2 : 3].contains(perRow == 16 ? "44 45]46" : "44 45]46"))
    #expect(stage.lines[1].contains("at 0x1,") || columns == 40)
  }

  @Test func `a match off the screen is gone to, and read`() {
    var stage = stage(size: 1 << 40)
    ask(&stage, for: "ff")
    stage.forgetEffects()
    stage.finish(.searched(.success(.found(1 << 39))))
    #expect(stage.effects.compactMap(\.lineRequest).map(\.anchor) == [(1 << 39) - 7 * 16])
    #expect(stage.lines[1].contains("at 0x8000000000,"))
    #expect(stage.lines[23].hasPrefix("? help"))
  }

  @Test func `n and N search from the cursor, and wrapping is reported`() throws {
    var stage = stage()
    stage.press(.character("n"))
    #expect(stage.lines[23] == "nothing to find again: press / first")
    ask(&stage, for: "ff")
    let wanted = try pattern([0xff])
    stage.finish(.searched(.success(.found(0x40))))
    stage.press(.character("n"))
    #expect(stage.job?.work == .search(wanted, .from(0x41)))
    stage.finish(.searched(.success(.found(0x10))))
    #expect(stage.lines[23] == "search wrapped to the start")
    stage.press(.character("N"))
    #expect(stage.job?.work == .search(wanted, .before(0x10)))
    stage.finish(.searched(.success(.found(0x80))))
    #expect(stage.lines[23] == "search wrapped to the end")
    for key in [Key.character("n"), .character("N")] {
      stage.press(key)
      stage.finish(.searched(.success(.found(0x80))))
      #expect(stage.lines[23] == "no other match")
    }
    stage.press(.character("n"))
    stage.finish(.searched(.success(.notFound)))
    #expect(stage.lines[23] == "not found")
    #expect(stage.lines[1].contains("at 0x80,"))
  }

  @Test func `Up brings back the last search`() {
    var stage = stage()
    stage.press(.tab)
    ask(&stage, for: "Foo")
    stage.press(.tab, .character("/"), .up)
    #expect(stage.lines[23].hasPrefix("find text, match case: Foo_"))
  }

  @Test func `the last line shows the progress, and keys still work`() {
    var stage = stage()
    ask(&stage, for: "ff")
    #expect(stage.lines[23] == "searching  Esc stops it")
    let progress = ContentsProgress(offset: 0x80000, done: 1 << 19, total: 1 << 20)
    stage.tell(.reached(progress))
    #expect(stage.lines[23] == "searching 50%, at 0x80000  Esc stops it")
    stage.forgetEffects()
    stage.press(.down)
    #expect(stage.effects.count == 1)
    #expect(stage.lines[1].contains("at 0x10,"))
    #expect(stage.lines[23].hasPrefix("searching 50%"))
  }

  @Test func `Esc stops the search first and leaves only then`() throws {
    var stage = stage()
    ask(&stage, for: "ff")
    let number = try #require(stage.job?.number)
    stage.press(.escape)
    #expect(stage.effects.last == .stopJob(number: number))
    #expect(stage.lines[23] == "searching; stopping")
    // The match was found before the stop, but the user no longer waits for it.
    stage.finish(.searched(.success(.found(0x40))))
    #expect(stage.lines[23] == "the search was stopped")
    #expect(stage.lines[1].contains("at 0x0,"))
    stage.press(.escape)
    #expect(stage.text.contains("NAME"))
  }

  @Test func `an answer to an older search is ignored`() throws {
    var stage = stage()
    ask(&stage, for: "ff")
    let older = try #require(stage.job)
    ask(&stage, for: "fe")
    #expect(stage.job?.number != older.number)
    stage.send(.contentsJob(number: older.number, .searched(.success(.found(0x40)))))
    #expect(stage.lines[1].contains("at 0x0,"))
    #expect(stage.lines[23].hasPrefix("searching"))
    stage.finish(.searched(.success(.found(0x80))))
    #expect(stage.lines[1].contains("at 0x80,"))
  }

  @Test func `an answer for a segment that was closed is ignored`() throws {
    var stage = stage()
    ask(&stage, for: "ff")
    stage.press(.escape, .escape, .character("x"))
    stage.answer(.success(.file))
    stage.finish(.searched(.success(.found(0x80))))
    #expect(stage.lines[1].contains("at 0x0,"))
    #expect(stage.lines[23].hasPrefix("? help"))
  }

  @Test func `a search ends silently if its segment is removed`() {
    var stage = stage()
    ask(&stage, for: "ff")
    stage.press(.character("d"), .character("y"))
    #expect(stage.effects.contains(.closeContents(stage.session)))
    stage.finish(.searched(.success(.cancelled)))
    #expect(stage.lines[1].contains("not open"))
    #expect(stage.lines[23].hasPrefix("? help"))
  }

  @Test func `a failure is shown`() {
    var stage = stage()
    ask(&stage, for: "ff")
    stage.finish(.searched(.failure(.gone)))
    #expect(stage.lines[23] == "it has been removed")
  }

  @Test func `no search starts if no segment is open or it is empty`() {
    var empty = stage(size: 0)
    empty.press(.character("/"))
    #expect(empty.lines[23].hasPrefix("? help"))
    var gone = stage()
    gone.send(.contentsGone(gone.session))
    gone.press(.character("/"))
    #expect(gone.lines[23] == "not open: only the bytes on the screen are known")
  }

  @Test func `a search that allocates pages has a warning`() {
    var stage = MonitorHarness.contents(size: 4096, by: .attachmentAllocatingPages)
    stage.press(.character("/"))
    #expect(
      stage.lines[22] == "this reads holes too, which allocates pages for them")
  }
}
