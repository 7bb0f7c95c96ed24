import Canvas
import Contents
import Formatting
import Monitor
import SafeText
import SharedMemory
import Testing

/// `]` and `[` in the hex screen.
struct NeighbourTests {
  private let segments = [
    Sample.posix("a", inode: 1, size: 4096), Sample.posix("b", inode: 2, size: 4096),
    Sample.posix("c", inode: 3, size: 4096),
  ]

  /// A monitor that shows the bytes of the first segment, opened from its details if wanted.
  private func stage(throughDetails: Bool = false) -> MonitorHarness {
    var stage = MonitorHarness(80, 14, sortedBy: .label)
    stage.show(Sample.snapshot(segments))
    if throughDetails { stage.press(.enter) }
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.read([UInt8](repeating: 0x41, count: 512))
    return stage
  }

  @Test func `the next segment is opened in place of the one before, at the same offset`() {
    var stage = stage()
    stage.press(.down, .right)
    let first = stage.session
    stage.forgetEffects()
    stage.press(.character("]"))
    #expect(
      stage.effects == [
        .closeContents(first),
        .openContents(stage.session, segments[1], accepting: .nothing),
      ])
    #expect(stage.lines[0].contains("posix:/b > hex"))
    #expect(stage.lines[1].contains("opening"))
    stage.answer(.success(.file))
    stage.read([UInt8](repeating: 0x42, count: 512))
    #expect(stage.text.contains("at 0x11,"))
    #expect(stage.text.contains("42 42 42"))
    stage.press(.character("["))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/a > hex"))
    stage.press(.character("["))
    #expect(stage.text.contains("this is the first segment"))
  }

  @Test func `one whose reading has side effects asks, and a no does not end the way`() {
    var stage = stage()
    stage.press(.character("]"))
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    #expect(stage.text.contains("Read its bytes?"))
    stage.press(.escape)
    #expect(
      stage.lines[1].contains("not read: that changes its times and last PID; x asks"))
    stage.press(.character("x"))
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    stage.press(.character("y"))
    #expect(
      stage.effects.last
        == .openContents(stage.session, segments[1], accepting: .attachAndDetach))
    stage.answer(.success(.briefAttachment))
    #expect(stage.lines[1].contains("read after one brief attachment"))
    stage.press(.character("]"))
    #expect(
      stage.effects.last == .openContents(stage.session, segments[2], accepting: .nothing))
  }

  @Test func `one that cannot be read says why, and the way goes on`() {
    var stage = stage()
    stage.press(.character("]"))
    stage.answer(.failure(.notPermitted))
    stage.press(.down)
    #expect(
      stage.lines[1].contains(
        "not permitted: its mode rw------- lets only ann and root read it"))
    stage.press(.character("]"))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/c > hex"))
  }

  @Test func `an answer about a segment that was left is dropped`() {
    var stage = stage()
    stage.press(.character("]"))
    let late = stage.session
    stage.press(.character("]"))
    stage.send(.contentsOpened(late, .failure(.hasSideEffects(.attachAndDetach))))
    #expect(!stage.text.contains("Read its bytes?"))
    stage.send(.contentsOpened(late, .success(.file)))
    #expect(stage.lines[1].contains("opening"))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/c > hex"))
    #expect(stage.lines[1].contains("leaves no trace"))
  }

  @Test func `Esc leads back to the details and to the row of the segment on the screen`() {
    var stage = stage(throughDetails: true)
    stage.press(.character("]"))
    stage.answer(.success(.file))
    stage.press(.escape)
    #expect(stage.lines[0].contains("posix:/b"))
    #expect(!stage.lines[0].contains("hex"))
    stage.press(.escape)
    #expect(stage.selected?.contains("/b ") == true)
  }

  @Test func `a search of the segment that was left is stopped`() {
    var stage = stage()
    stage.press(.character("/"))
    stage.type("ff")
    stage.press(.enter)
    let number = stage.jobNumber
    stage.press(.character("]"))
    #expect(stage.effects.contains(.stopJob(number: number)))
  }

  @Test func `a save that is running is not left`() {
    var stage = stage()
    stage.press(.character("w"), .enter, .enter, .enter)
    stage.forgetEffects()
    stage.press(.character("]"))
    #expect(stage.effects == [])
    #expect(stage.lines[0].contains("posix:/a > hex"))
    #expect(stage.text.contains("bytes are being saved"))
  }
}
