import Canvas
import Contents
import Monitor
import Formatting
import Query
import SafeText
import Testing

struct SqueezedBytesTests {
  /// A terabyte with a page at its start, a few in the middle and nothing else.
  private static let sparse = SparseContents(
    length: 1 << 40,
    pages: [0: Array("start".utf8), 1 << 27: Array("middle".utf8), 1 << 27 + 1: []])

  private func stage(
    _ columns: Int = 80, _ rows: Int = 14, charset: Charset = .utf8,
    _ contents: SparseContents = sparse
  ) -> MonitorHarness {
    var stage = MonitorHarness.contents(size: contents.length, columns, rows, charset: charset)
    stage.read(from: contents)
    return stage
  }

  /// The bytes' lines.
  private func body(_ stage: MonitorHarness) -> String {
    stage.lines.dropFirst(2).dropLast().filter { !$0.hasPrefix("map") }.joined(separator: "\n")
  }

  private func press(
    _ stage: inout MonitorHarness, _ keys: Key..., from contents: SparseContents = sparse
  ) {
    for key in keys {
      stage.press(key)
      stage.read(from: contents)
    }
  }

  @Test func `equal rows are one line with their size, and holes differ from zeros`() throws {
    try stage().expectScreen("hex-squeezed")
  }

  @Test func `the smallest screen shows runs without their exact size`() throws {
    try stage(40, 10).expectScreen("hex-squeezed")
    #expect(body(stage(40, 10)).contains("\n*  512 GiB hole: no memory behind it"))
  }

  @Test func `the largest screen has room for the whole segment`() {
    let stage = stage(200, 60)
    #expect(body(stage).contains("\n*  512 GiB hole: no memory behind it (549755809760 bytes)\n"))
    #expect(body(stage).contains("\nfffffffff") || body(stage).contains("\nffffffffe0  --"))
  }

  @Test func `a run of rows that are not zeros is labelled so`() {
    let rows = (0..<4096).map { UInt8(0x41 + $0 % 16) }
    let contents = SparseContents(length: 4096, pages: [0: rows])
    #expect(body(stage(80, 24, contents)).contains("*  3.97 KiB of equal rows (4064 bytes)\n"))
  }

  @Test func `the second line of a long run says that it is more of the first`() {
    var stage = MonitorHarness.contents(size: 12 << 20, 80, 24)
    let row = [UInt8](repeating: 0x41, count: 16)
    let (first, second, end) = (UInt64(16), UInt64(4 << 20), UInt64(8 << 20))
    stage.read([
      ContentsLine(range: 0..<first, bytes: row),
      ContentsLine(range: first..<second, bytes: row),
      ContentsLine(range: second..<end, bytes: row),
      ContentsLine(range: end..<end + 4096, bytes: row.map { $0 + 1 }),
    ])
    #expect(
      body(stage).contains(
        """
        *  4 MiB of equal rows (4194288 bytes)
        *  4 MiB more of equal rows
        *  4 KiB of equal rows
        """))
  }

  @Test func `keys move over a run as over a row, and keep their column`() {
    var stage = stage()
    let places = { (stage: MonitorHarness) in stage.lines[1].split(separator: " ").suffix(2).first }
    press(&stage, .right, .right, .down, .down)
    #expect(places(stage) == "0x22,")
    #expect(stage.monitor.frame[row: 4].first?.style == .byteCursor)
    press(&stage, .down)
    #expect(places(stage) == "0x1002,")
    press(&stage, .down, .down)
    #expect(places(stage) == "0x8000000002,")
    press(&stage, .up, .up, .up, .up)
    #expect(places(stage) == "0x12,")
    press(&stage, .down, .down, .left, .left, .left)
    #expect(places(stage) == "0xfff,")
    #expect(stage.monitor.frame[row: 4].first?.style == .byteCursor)
  }

  @Test func `the end fills the screen, with the last row at its bottom`() {
    var stage = stage()
    press(&stage, .end)
    let lines = body(stage).split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.last?.hasPrefix("fffffffff0  -- --") == true)
    #expect(lines[8].hasPrefix("*  512 GiB hole"))
    press(&stage, .pageUp)
    #expect(body(stage).hasPrefix("0000000000  73"))
    press(&stage, .pageDown)
    #expect(body(stage).split(separator: "\n").last?.hasPrefix("fffffffff0") == true)
  }

  @Test func `an offset in a hole is shown with the lines around the hole`() {
    var stage = stage()
    press(&stage, .end)
    stage.press(.character(":"))
    stage.type("25%")
    press(&stage, .enter)
    #expect(stage.lines[1].hasSuffix("at 0x3fffffffff, 24%"))
    let row = stage.lines.firstIndex { $0.hasPrefix("*  512 GiB hole") } ?? 0
    #expect(stage.monitor.frame[row: row].first?.style == .byteCursor)
    #expect(body(stage).contains("|middle···"))
    press(&stage, .right)
    #expect(stage.lines[1].contains("at 0x4000000000,"))
  }

  @Test func `z shows all rows and squeezes them again, around the cursor`() {
    var stage = stage()
    press(&stage, .down, .down)
    let before = body(stage)
    press(&stage, .character("z"))
    #expect(stage.request?.squeezes == false)
    #expect(!body(stage).contains("*"))
    #expect(body(stage).hasPrefix("0000000000  73"))
    #expect(body(stage).contains("\n0000000090  00"))
    press(&stage, .character("z"))
    #expect(body(stage) == before)
  }

  @Test func `known bytes are shown in rows until lines come`() {
    var stage = stage()
    stage.press(.character("z"))
    #expect(body(stage).hasPrefix("0000000000  73"))
    #expect(body(stage).contains("\n0000000020  00"))
    #expect(!body(stage).contains("*"))
  }

  @Test func `a change in a run breaks it up and is marked`() {
    var contents = Self.sparse
    var stage = stage()
    contents.pages[0]?.append(contentsOf: [UInt8](repeating: 0, count: 2000) + [0x42])
    stage.send(.contentsDue)
    stage.read(from: contents, later: 1)
    let row = stage.lines.firstIndex { $0.contains(" 42 ") } ?? 0
    #expect(stage.monitor.frame[row: row].count { $0.style == .freshByte } == 3)
    #expect(stage.lines[0].contains("1 changed"))
    #expect(stage.lines[row - 1].hasPrefix("*  1.9"))
    #expect(stage.lines[row + 2].hasPrefix("*  2.0"))
    // And goes back, which marks the run.
    stage.send(.contentsDue)
    stage.read(from: Self.sparse, later: 2)
    #expect(stage.lines[0].contains("2 changed"))
    #expect(stage.monitor.frame[row: 4].first?.style == .freshByte)
  }

  @Test func `all bytes of a run that changes are counted`() {
    let contents = SparseContents(length: 1 << 20, pages: [:])
    var stage = stage(80, 14, contents)
    stage.send(.contentsDue)
    let page = [UInt8](repeating: 1, count: 4096)
    let filled = SparseContents(
      length: 1 << 20, pages: Dictionary(uniqueKeysWithValues: (0..<256).map { ($0, page) }))
    stage.read(from: filled, later: 1)
    #expect(stage.lines[0].contains("1048576 changed"))
  }

  @Test func `the inspector reads bytes of runs too`() {
    let contents = SparseContents(
      length: 8192, pages: [0: (0..<4096).map { UInt8($0 % 16) }, 1: []])
    var stage = stage(80, 24, contents)
    stage.press(.character(":"))
    stage.type("0x804")
    press(&stage, .enter, from: contents)
    #expect(stage.text.contains("u32 117835012"))
  }

  @Test func `random answers do not crash the monitor`() {
    var stage = stage()
    let lines = [
      ContentsLine(range: 16..<16, bytes: []),
      ContentsLine(range: 1 << 63..<UInt64.max, bytes: [0, 0], isHole: true),
    ]
    for answer in [lines, [], [lines[1]]] {
      stage.read(answer)
      for key in [Key.end, .up, .pageUp, .down, .home, .character("z")] { stage.press(key) }
      #expect(stage.lines.count == 14)
    }
  }
}
