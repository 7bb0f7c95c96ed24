import Canvas
import Contents
import Monitor
import Formatting
import SafeText
import SharedMemory
import TestSupport
import Testing

struct HexCursorTests {
  private func stage(
    _ columns: Int = 80, _ rows: Int = 10, size: UInt64 = 100, charset: Charset = .utf8,
    bytes: [UInt8]? = nil
  ) -> MonitorHarness {
    var stage = MonitorHarness.contents(size: size, columns, rows, charset: charset)
    stage.read(bytes ?? Array(0..<UInt8(min(size, 100))))
    return stage
  }

  /// The places of the cells that look as the cursor does, or as its byte on the other side.
  private func marked(_ stage: MonitorHarness) -> [(row: Int, column: Int)] {
    marked(stage.monitor.frame)
  }

  private func marked(_ frame: Frame) -> [(row: Int, column: Int)] {
    var places: [(row: Int, column: Int)] = []
    for row in 0..<frame.size.rows {
      let cells = frame[row: row]
      for index in cells.indices {
        let style = cells[index].style
        if style == .byteCursor || style == .otherSideCursor {
          places.append((row, index - cells.startIndex))
        }
      }
    }
    return places
  }

  private static let classes: [UInt8] = [0x00, 0x41, 0x20, 0x0a, 0x1b, 0x7f, 0x80, 0xff]

  @Test func `the class of a byte shows without colour`() {
    let text = { (charset: Charset) in
      stage(charset: charset, bytes: Self.classes).lines[2].split(separator: "|").last.map(
        String.init)
    }
    #expect(text(.utf8) == "·A _••××")
    #expect(text(.ascii) == ".A _^^~~")
  }

  @Test func `the class of a byte shows in its style in both columns`() {
    let frame = stage(bytes: [0x30] + Self.classes).monitor.frame
    let styles = Array(frame[row: 2]).map(\.style)
    let expected: [Style] = [
      .zeroByte, .printableByte, .printableByte, .spaceByte, .controlByte, .controlByte,
      .highByte, .highByte,
    ]
    #expect([13, 16, 19, 22, 25, 28, 31, 35].map { styles[$0] } == expected)
    #expect(Array(styles[61..<69]) == expected)
  }

  @Test func `digits and text of the byte under the cursor are marked together`() {
    var stage = stage()
    #expect(marked(stage).map(\.column) == [10, 11, 60])
    stage.press(.down, .right, .character("l"), .character("h"), .character("j"), .up)
    #expect(marked(stage).map(\.column) == [13, 14, 61])
    #expect(marked(stage).allSatisfy { $0.row == 3 })
    #expect(stage.lines[1].hasSuffix("at 0x11, 17%"))
  }

  @Test(
    arguments: [
      ([.left], 0), ([.end], 99), ([.end, .right], 99), ([.end, .left], 98),
      ([.character("G"), .down], 99), ([.end, .up], 83), ([.end, .home, .up], 0),
      ([.right, .pageDown], 97), ([.left, .end, .pageUp], 3),
      // From a column that the last row does not have.
      (Array(repeating: .right, count: 15) + Array(repeating: .down, count: 9), 99),
    ] as [([Key], UInt8)])
  func `keys move the cursor and never beyond the bytes`(keys: [Key], place: UInt8) {
    var stage = stage()
    for key in keys { stage.press(key) }
    #expect(
      stage.lines[1].contains("at 0x\(String(place, radix: 16)),"), "\(stage.lines[1])")
  }

  @Test func `the cursor stays inside a segment that shrinks`() {
    var stage = stage(size: .max, bytes: [])
    stage.press(.end)
    stage.show(Sample.snapshot([Sample.posix("data", inode: 1, size: 2)], later: 1))
    #expect(stage.lines[1].hasSuffix(", 100%"))
    stage.press(.down)
    #expect(stage.lines[1].hasSuffix("at 0x1, 100%"))
  }

  @Test(arguments: [100, UInt64.max])
  func `rows of bytes are whole at every width`(size: UInt64) {
    var stage = stage(200, 6, size: size)
    for columns in 40...200 {
      stage.send(.resized(Size(columns: columns, rows: 6)))
      guard let request = stage.request else { continue }
      stage.read((0..<UInt8(min(size, 99))).map { $0 }, at: request.anchor)
      let line = stage.lines[2]
      #expect(line.hasSuffix("|") && line.count(where: { $0 == "|" }) == 2, "\(columns): \(line)")
      let perRow = request.bytesPerRow
      #expect(line.split(separator: "|")[1].count == perRow)
      // Twice as many would not fit.
      let wider = line.prefix { $0 != " " }.count + 5 + 8 * perRow + (2 * perRow - 1) / 8
      #expect(perRow == 32 || wider > columns, "\(columns): \(line)")
    }
  }

  @Test(arguments: [0, 1, 5, 4096, UInt64.max], 0..<3)
  func `the cursor is on the screen whatever is pressed at whatever size`(
    size: UInt64, seed: UInt64
  ) {
    var random = RandomBytes(seed: seed)
    let keys: [Key] = [
      .up, .down, .left, .right, .pageUp, .pageDown, .end, .home, .character("j"),
    ]
    var stage = stage(size: size, bytes: [])
    for _ in 0..<100 {
      if random.happens(onceIn: 10) {
        stage.send(
          .resized(
            Size(columns: random.number(in: 0...200), rows: random.number(in: 0...60))))
      }
      stage.press(random.choice(of: keys))
      guard let request = stage.request else { continue }
      let count = UInt64((request.below) * request.bytesPerRow)
      let known = min(count, size - min(size, request.anchor))
      stage.read([UInt8](repeating: 0, count: Int(known)), at: request.anchor)
      let frame = stage.monitor.frame
      if frame.size.columns >= 80, frame.size.rows >= 4, size > 0 {
        expectCursorWhereItIsSaid(frame, bytesPerRow: request.bytesPerRow)
      }
    }
  }

  /// Expects both digits and the text of one byte to be marked, in the row and the column of the
  /// offset that the second line of the screen tells.
  private func expectCursorWhereItIsSaid(_ frame: Frame, bytesPerRow: Int) {
    let lines = frame.lines
    let text = lines.joined(separator: "\n")
    let told = lines[1].firstRange(of: "at 0x").flatMap { range in
      UInt64(lines[1][range.upperBound...].prefix { $0 != "," }, radix: 16)
    }
    let places = marked(frame)
    guard let told, places.count == 3, let place = places.first else {
      Issue.record("\(places)\n\(text)")
      return
    }
    let row = told / UInt64(bytesPerRow) * UInt64(bytesPerRow)
    let column = Int(told - row)
    #expect(places.allSatisfy { $0.row == place.row }, "\(text)")
    let digits = lines[place.row].prefix { $0 != " " }
    #expect(UInt64(digits, radix: 16) == row, "\(text)")
    // A gap of one column stands before every eighth byte.
    let first = digits.count + 2 + 3 * column + column / 8
    #expect(places[0].column == first && places[1].column == first + 1, "\(text)")
    #expect(places[2].column == lines[place.row].prefix { $0 != "|" }.count + 1 + column)
  }
}
