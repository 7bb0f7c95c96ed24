import Canvas
import SafeText
import Monitor
import Presentation
import SharedMemory
import Testing

@Suite struct ByteCursorTests {
  private func stage(
    _ columns: Int = 80, _ rows: Int = 10, size: UInt64 = 100, charset: Charset = .utf8,
    bytes: [UInt8]? = nil
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, charset: charset, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("data", inode: 1, size: size)]))
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.read(bytes ?? Array(0..<UInt8(min(size, 100))))
    return stage
  }

  /// The places of the cells that look as the cursor does, or as its byte on the other side.
  private func marked(_ stage: MonitorHarness) -> [(row: Int, column: Int)] {
    let frame = stage.monitor.frame
    return (0..<frame.size.rows).flatMap { row in
      frame[row: row].enumerated()
        .filter { [.byteCursor, .otherSideCursor].contains($0.element.style) }
        .map { (row: row, column: $0.offset) }
    }
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

  @Test func `the class of a byte shows in its style on both sides`() {
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
    #expect(stage.lines[1].hasSuffix("at 0x11, 17 %"))
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

  @Test func `a segment that becomes smaller takes the cursor along`() {
    var stage = stage(size: .max, bytes: [])
    stage.press(.end)
    stage.show(Sample.snapshot([Sample.posix("data", inode: 1, size: 2)], later: 1))
    #expect(stage.lines[1].hasSuffix(", 100 %"))
    stage.press(.down)
    #expect(stage.lines[1].hasSuffix("at 0x1, 100 %"))
  }

  @Test(arguments: [0, 1, 5, 4096, UInt64.max])
  func `the cursor is on the screen whatever is pressed at whatever size`(size: UInt64) {
    var random = SystemRandomNumberGenerator()
    let keys: [Key] = [
      .up, .down, .left, .right, .pageUp, .pageDown, .end, .home, .character("j"),
    ]
    var stage = stage(size: size, bytes: [])
    for _ in 0..<300 {
      if Int.random(in: 0..<10, using: &random) == 0 {
        stage.send(
          .resized(Size(columns: .random(in: 0...200), rows: .random(in: 0...60))))
      }
      stage.press(keys.randomElement(using: &random) ?? .up)
      guard let request = stage.request else { continue }
      let count = UInt64((request.below) * request.bytesPerRow)
      let bytes = (0..<min(count, size - min(size, request.anchor))).map { _ in UInt8(0) }
      stage.read(bytes, at: request.anchor)
      let screen = stage.monitor.frame.size
      if screen.columns >= 80, screen.rows >= 4, size > 0 {
        #expect(marked(stage).count == 3)
      }
    }
  }
}
