import Canvas
import Contents
import Monitor
import Formatting
import SharedMemory
import Testing

struct HexScreenTests {
  private let segment = Sample.posix("data", inode: 1, size: 100)

  private func stage(
    _ columns: Int = 80, _ rows: Int = 10, _ segment: Segment? = nil
  ) -> MonitorHarness {
    let segment = segment ?? self.segment
    return MonitorHarness.contents(of: segment, columns, rows)
  }

  private func bytes(_ range: Range<Int>) -> [UInt8] {
    range.map { UInt8(truncatingIfNeeded: $0) }
  }

  @Test func `bytes are shown as hexdump shows them`() throws {
    var stage = stage(80, 7)
    stage.read(bytes(0x3a..<0x9e))
    try stage.expectScreen("hex-rows")
  }

  @Test func `narrow screens show fewer bytes in a row`() {
    var stage = stage(40, 5)
    stage.read(bytes(0..<100))
    #expect(stage.lines[2] == "00000000  00 01 02 03 |·•••|")
  }

  @Test func `as many bytes are read as the screen has room for`() {
    let stage = stage(80, 10)
    #expect(
      stage.effects.last
        == .readContents(
          stage.session,
          LineRequest(anchor: 0, above: 7, below: 18, bytesPerRow: 16, squeezes: true)))
  }

  @Test(
    arguments: [
      ([Key.end], 0xffff_ffff_ff90), ([.end, .home], 0), ([.down], 0), ([.pageDown], 112),
      ([.pageDown, .up], 96), ([.up], 0), ([.end, .down], 0xffff_ffff_ff90),
    ] as [([Key], UInt64)])
  func `keys move through a segment of any size`(keys: [Key], offset: UInt64) {
    let huge = Sample.posix("huge", inode: 2, size: 1 << 48)
    var stage = stage(90, 10, huge)
    for key in keys { stage.press(key) }
    #expect(stage.request?.anchor == offset)
    #expect(stage.request == stage.effects.last?.lineRequest)
  }

  @Test(arguments: [0, 1, 15, 16, 17, UInt64.max])
  func `the last byte can be reached and nothing beyond`(size: UInt64) throws {
    let segment = Sample.posix("any", inode: 3, size: size)
    var stage = stage(100, 10, segment)
    stage.press(.end, .pageDown, .down)
    let request = try #require(stage.effects.last?.lineRequest)
    let offset = request.anchor
    #expect(offset % 16 == 0)
    #expect(offset == 0 || offset < size)
    #expect(size - min(size, offset) <= UInt64(7 * request.bytesPerRow))
  }

  @Test func `reading with side effects is asked about first`() {
    let segment = Sample.systemV(5)
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("x"))
    #expect(
      stage.effects.last == .openContents(stage.session, segment, accepting: .nothing))
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    #expect(stage.text.contains("changes its times and last PID"))
    stage.forgetEffects()
    stage.press(.enter)
    #expect(stage.effects == [])
    #expect(!stage.text.contains("Read its bytes?"))
    stage.press(.character("x"))
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    stage.press(.character("y"))
    #expect(
      stage.effects.last
        == .openContents(stage.session, segment, accepting: .attachAndDetach))
  }

  @Test func `reading that would destroy the segment is refused with the reason`() {
    let segment = Sample.systemV(5)
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("x"))
    stage.answer(.failure(.wouldDestroy))
    #expect(stage.text.contains("reading would destroy it"))
  }

  @Test func `after Esc the key opens again, and the first answer is ignored`() {
    var stage = MonitorHarness(80, 10, sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("x"))
    let first = stage.session
    stage.press(.escape, .character("x"))
    #expect(stage.effects.contains(.closeContents(first)))
    stage.send(.contentsOpened(first, .success(.file)))
    #expect(!stage.text.contains("leaves no trace"))
    stage.answer(.success(.file))
    #expect(stage.text.contains("leaves no trace"))
    #expect(stage.effects.last?.lineRequest?.anchor == 0)
  }

  @Test func `the question before reading never gets keys that were meant for another screen`() {
    let segment = Sample.systemV(5)
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("x"))
    stage.type("/yes")
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    #expect(stage.text.contains("Read its bytes?"))
    #expect(
      !stage.effects.contains { effect in
        if case .openContents(_, _, .attachAndDetach) = effect { true } else { false }
      })
  }

  @Test func `Escape goes back and closes the segment`() {
    var stage = stage()
    stage.press(.escape)
    #expect(stage.effects.last == .closeContents(stage.session))
    #expect(stage.text.contains("NAME"))
  }

  @Test func `Escape goes back to the details if they were open`() {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.enter, .character("x"))
    stage.answer(.success(.file))
    stage.press(.escape)
    #expect(stage.text.contains("INODE"))
  }

  @Test func `bytes that come late for another segment are not shown`() {
    var stage = stage()
    let page = ContentsPage(
      lines: [ContentsLine(range: 0..<1, bytes: [0x41])], bytesPerRow: 16, squeezes: true,
      timestamp: Sample.now)
    stage.send(.contentsRead(SessionID(), .success(page)))
    #expect(!stage.text.contains("|A|"))
  }
}
