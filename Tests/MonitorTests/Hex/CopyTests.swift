import Canvas
import Contents
import Formatting
import Monitor
import SafeText
import SharedMemory
import Testing

/// `y`, `Y` and `V`.
struct CopyTests {
  private func stage(_ segment: Segment = Sample.posix("data", inode: 1, size: 4096))
    -> MonitorHarness
  {
    var stage = MonitorHarness.contents(of: segment, 100, 10)
    stage.read((0..<112).map { UInt8($0) })
    stage.forgetEffects()
    return stage
  }

  private func copied(_ stage: MonitorHarness) -> String? {
    for case .copy(let text) in stage.effects.reversed() {
      return String(decoding: text, as: UTF8.self)
    }
    return nil
  }

  @Test func `the bytes at the cursor are copied as hex`() {
    var stage = stage()
    stage.press(.right, .character("y"))
    #expect(copied(stage) == "01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10")
    #expect(stage.lines.last?.hasPrefix("copied 16 bytes: at 0x1; if nothing arrived") == true)
  }

  @Test func `fewer bytes are copied at the end`() {
    var stage = MonitorHarness.contents(of: Sample.posix("data", inode: 1, size: 20), 80, 10)
    stage.read((0..<20).map { UInt8($0) })
    stage.press(.end, .character("y"))
    #expect(copied(stage) == "13")
    #expect(stage.text.contains("copied 1 byte: at 0x13"))
  }

  @Test func `the match at the cursor is copied`() {
    var stage = stage()
    stage.press(.character("/"))
    stage.type("0405")
    stage.press(.enter)
    stage.finish(.searched(.success(.found(4))))
    stage.press(.character("y"))
    #expect(copied(stage) == "04 05")
  }

  @Test func `marked bytes are copied, in whichever direction they were marked`() {
    var stage = stage()
    stage.press(.down, .character("V"), .left, .left)
    let styles = stage.monitor.frame[row: 2].map(\.style)
    #expect(styles.contains(.matchByte))
    stage.press(.character("y"))
    #expect(copied(stage) == "0e 0f 10")
    stage.press(.escape)
    #expect(!stage.monitor.frame[row: 2].contains { $0.style == .matchByte })
    #expect(stage.text.contains("leaves no trace"))
  }

  @Test func `more bytes than are known are not copied in part`() {
    var stage = stage()
    stage.press(.character("V"), .end, .character("y"))
    #expect(copied(stage) == nil)
    #expect(stage.text.contains("too much to copy: 4096 bytes; w saves them to a file"))
  }

  @Test func `the ID and the name are copied escaped, so that a paste runs nothing`() {
    let segment = Sample.posix("a\u{1b}b\n", inode: 1)
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("y"))
    #expect(copied(stage) == #"'posix:/a\eb\n'"#)
    stage.press(.character("Y"))
    #expect(copied(stage) == #"'/a\eb\n'"#)
    stage.press(.enter)
    stage.forgetEffects()
    stage.press(.character("y"))
    #expect(copied(stage) == #"'posix:/a\eb\n'"#)
  }

  @Test func `nothing is copied without a segment`() {
    var stage = MonitorHarness()
    stage.show(Sample.snapshot([]))
    stage.press(.character("y"), .character("Y"))
    #expect(copied(stage) == nil)
  }
}
