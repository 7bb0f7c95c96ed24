import Canvas
import Contents
import Monitor
import Formatting
import Query
import SafeText
import Testing

struct PageMapTests {
  private func stage(
    _ columns: Int = 80, _ rows: Int = 24, size: UInt64 = 76 * 4096, charset: Charset = .utf8
  ) -> MonitorHarness {
    MonitorHarness.contents(size: size, columns, rows, charset: charset)
  }

  private func bytes(_ first: UInt8) -> [UInt8] {
    (0..<1024).map { $0 == 0 ? first : UInt8(truncatingIfNeeded: $0 % 255) }
  }

  private func map(_ stage: MonitorHarness, _ kinds: [ContentsMap.Cell], room: Int = 76)
    -> ContentsMap
  {
    ContentsMap(room: room, cellSize: 4096, cells: kinds)
  }

  private func line(_ stage: MonitorHarness) -> String? {
    stage.lines.first { $0.hasPrefix("map") }
  }

  private static let cells: [ContentsMap.Cell] = [
    .init(.data), .init(.hole), .init(.mixed), .init(.unknown), .init(.data, hasChanged: true),
    .init(.hole), .init(.data),
  ]

  @Test func `is requested after the first bytes, and again when it is due`() {
    var stage = stage()
    let asked = Effect.mapContents(stage.session, cells: 76)
    #expect(!stage.effects.contains(asked))
    stage.read(bytes(0))
    #expect(stage.effects.last == asked)
    stage.forgetEffects()
    stage.send(.mapDue)
    #expect(stage.effects == [])
    stage.send(.contentsMapped(stage.session, map(stage, [])))
    stage.send(.mapDue)
    #expect(stage.effects == [asked])
  }

  @Test func `each kind of cell has its own glyph`() {
    for (charset, text) in [(Charset.utf8, "map ■·:?*·■"), (.ascii, "map #.:?*.#")] {
      var stage = stage(charset: charset)
      stage.read(bytes(0))
      #expect(line(stage) == "map")
      stage.send(.contentsMapped(stage.session, map(stage, Self.cells)))
      #expect(line(stage) == text)
    }
  }

  @Test func `the cell of the cursor is marked, and follows it`() {
    var stage = stage()
    stage.read(bytes(0))
    stage.send(.contentsMapped(stage.session, map(stage, Self.cells)))
    let marked = { (stage: MonitorHarness) in
      let frame = stage.monitor.frame
      let row = frame.lines.firstIndex { $0.hasPrefix("map") } ?? 0
      return frame[row: row].enumerated()
        .filter { [.byteCursor, .changedByteCursor].contains($0.element.style) }.map(\.offset)
    }
    #expect(marked(stage) == [4])
    stage.press(.character(":"))
    stage.type("0x4001")
    stage.press(.enter)
    #expect(marked(stage) == [8])
  }

  @Test func `a change on the screen shows in the map at once`() {
    var stage = stage()
    stage.read(bytes(0))
    stage.send(.contentsMapped(stage.session, map(stage, Self.cells)))
    stage.read(bytes(1))
    #expect(line(stage) == "map *·:?*·■")
  }

  @Test func `a late map or one of another width is not shown`() {
    var stage = stage()
    stage.read(bytes(0))
    stage.send(.contentsMapped(SessionID(), map(stage, Self.cells)))
    #expect(line(stage) == "map")
    stage.send(.contentsMapped(stage.session, map(stage, Self.cells)))
    stage.forgetEffects()
    stage.send(.resized(Size(columns: 100, rows: 24)))
    #expect(line(stage) == "map")
    #expect(stage.effects.contains(.mapContents(stage.session, cells: 96)))
    stage.send(.contentsMapped(stage.session, map(stage, Self.cells, room: 76)))
    #expect(line(stage) == "map")
    stage.send(.contentsMapped(stage.session, map(stage, Self.cells, room: 96)))
    #expect(line(stage) == "map ■·:?*·■")
  }

  @Test func `is neither shown nor requested on the smallest screen`() {
    var stage = stage(40, 10)
    stage.read(bytes(0))
    stage.send(.mapDue)
    #expect(line(stage) == nil)
    #expect(
      !stage.effects.contains {
        if case .mapContents = $0 { true } else { false }
      })
  }

  @Test func `is not requested during a pause, nor for a segment that is gone`() {
    var stage = stage()
    stage.read(bytes(0))
    stage.send(.contentsMapped(stage.session, map(stage, Self.cells)))
    stage.press(.character("p"))
    stage.forgetEffects()
    stage.send(.mapDue)
    stage.press(.character("p"))
    stage.send(.contentsGone(stage.session))
    stage.forgetEffects()
    stage.send(.mapDue)
    #expect(stage.effects == [])
  }

  @Test func `help explains the glyphs`() {
    var stage = stage(80, 60)
    let help = stage.help()
    #expect(help.contains("z               squeeze equal rows"))
    #expect(help.contains("--              a row in a hole"))
    #expect(help.contains("■               map: memory"))
  }
}
