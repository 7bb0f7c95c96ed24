import Canvas
import Contents
import Monitor
import Formatting
import Testing

struct LiveContentsTests {
  private let segment = Sample.posix("data", inode: 1, size: 4096)

  private func stage(_ columns: Int = 80, _ rows: Int = 10) -> MonitorHarness {
    var stage = MonitorHarness.contents(of: segment, columns, rows)
    stage.read(bytes())
    return stage
  }

  /// As many bytes as the screen shows, with some that differ.
  private func bytes(_ other: [Int: UInt8] = [:]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0x41, count: 7 * 16)
    for (place, byte) in other { bytes[place] = byte }
    return bytes
  }

  /// The style of a byte in the first row.
  private func style(_ index: Int, in stage: MonitorHarness) -> [Style] {
    let row = Array(stage.monitor.frame[row: 2])
    return [row[10 + 3 * index].style, row[60 + index].style]
  }

  @Test func `changed bytes are marked in both columns, then fade`() {
    var stage = stage()
    stage.read(bytes([3: 0x42]))
    #expect(style(3, in: stage) == [.freshByte, .freshByte])
    #expect(style(4, in: stage) == [.printableByte, .printableByte])
    var seen: [Style] = []
    for _ in 0..<30 {
      stage.read(bytes([3: 0x42]))
      if seen.last != style(3, in: stage).first { seen += style(3, in: stage).prefix(1) }
    }
    #expect(seen == [.freshByte, .fadingByte, .printableByte])
  }

  @Test func `the cursor does not hide that its byte changed`() {
    var stage = stage()
    #expect(style(0, in: stage) == [.byteCursor, .otherSideCursor])
    stage.read(bytes([0: 0x42]))
    #expect(style(0, in: stage) == [.changedByteCursor, .freshByte])
  }

  @Test func `help explains the marks`() {
    var stage = stage(80, 40)
    let help = stage.help()
    #expect(help.contains("×               a byte beyond ASCII"))
    #expect(help.contains("underlined      it just changed"))
    #expect(!help.contains("ALLOC"))
  }

  @Test func `marks stay with their bytes when the screen moves`() {
    var stage = stage()
    stage.read(bytes([19: 0x42]))
    stage.press(.pageDown, .pageUp)
    stage.read(Array(bytes([19: 0x42]).dropFirst(16)), at: 16)
    stage.press(.character(":"), .character("1"), .character("6"), .enter)
    stage.read(bytes([19: 0x42]))
    #expect(stage.monitor.frame[row: 3].contains { $0.style == .freshByte })
  }

  @Test func `the title shows the number of changes and the time of the last`() {
    var stage = stage()
    #expect(stage.lines[0].hasSuffix("  posix"))
    stage.read(bytes([3: 0x42, 5: 0x43]), later: 1)
    stage.read(bytes([3: 0x42, 5: 0x44]), later: 2)
    stage.read(bytes([3: 0x42, 5: 0x44]), later: 3)
    #expect(stage.lines[0].hasSuffix("3 changed, last 14:05:13, posix"))
  }

  @Test func `bytes that are read for the first time have not changed`() {
    var stage = stage()
    stage.press(.pageDown)
    stage.read(bytes([0: 1, 1: 2, 2: 3]), at: 112)
    #expect(stage.lines[0].hasSuffix("  posix"))
  }

  @Test func `bytes are compared with the pinned ones until they are unpinned`() {
    var stage = stage()
    stage.press(.character(" "))
    #expect(stage.lines[0].contains("0 differ"))
    for _ in 0..<30 { stage.read(bytes([3: 0x42, 5: 0x43])) }
    #expect(style(3, in: stage) == [.differentByte, .differentByte])
    #expect(stage.lines[0].contains("2 differ"))
    for _ in 0..<30 { stage.read(bytes([5: 0x43])) }
    #expect(style(3, in: stage) == [.printableByte, .printableByte])
    #expect(style(5, in: stage) == [.differentByte, .differentByte])
    stage.press(.pageDown)
    stage.read(bytes(), at: 112)
    #expect(stage.lines[0].contains("pinned at 0x0"))
    stage.press(.pageUp, .character(" "))
    stage.read(bytes([5: 0x43]))
    #expect(style(5, in: stage) == [.printableByte, .printableByte])
    #expect(!stage.lines[0].contains("differ"))
  }

  @Test func `only the bytes on the screen are read again, after the answer has come`() {
    var stage = stage()
    stage.forgetEffects()
    let reading = Effect.readContents(
      stage.session,
      LineRequest(anchor: 0, above: 7, below: 18, bytesPerRow: 16, squeezes: true))
    stage.send(.contentsDue)
    stage.send(.contentsDue)
    #expect(stage.effects == [reading])
    stage.read(bytes())
    stage.send(.contentsDue)
    #expect(stage.effects == [reading, reading])
  }

  @Test func `keys request bytes at once, and one answer is enough for several requests`() {
    var stage = stage()
    stage.forgetEffects()
    stage.press(.down, .down, .down)
    #expect(stage.effects.count == 3)
    stage.read(bytes())
    stage.forgetEffects()
    stage.send(.contentsDue)
    #expect(stage.effects.count == 1)
  }

  @Test func `no bytes are read during a pause, nor if no segment is open`() {
    var stage = stage()
    stage.press(.character("p"))
    #expect(!stage.monitor.hasLiveContents)
    stage.forgetEffects()
    stage.send(.contentsDue)
    #expect(stage.effects == [])
    stage.press(.character("p"))
    #expect(stage.monitor.hasLiveContents)
    stage.send(.contentsGone(stage.session))
    #expect(!stage.monitor.hasLiveContents)
  }

  @Test func `bytes are read again after a stop that lost an answer`() {
    var stage = stage()
    stage.send(.contentsDue)
    stage.send(.suspending)
    stage.send(.resumed)
    stage.answer(.success(.file))
    stage.read(bytes())
    stage.forgetEffects()
    stage.send(.contentsDue)
    #expect(stage.effects.count == 1)
  }

  @Test func `the changes leave half of the title to the name`() {
    var stage = stage(40, 10)
    stage.read(bytes([3: 0x42]))
    #expect(stage.lines[0] == "table > posix:/data > hex          posix")
  }
}
