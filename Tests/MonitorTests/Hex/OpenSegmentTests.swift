import Canvas
import Contents
import Monitor
import Operations
import Formatting
import SharedMemory
import Testing

/// An open segment that goes, is removed, or is let go of in a stop.
struct OpenSegmentTests {
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

  @Test func `the last bytes of a removed segment stay on the screen`() {
    var stage = stage(80, 7)
    stage.read(bytes(65..<75))
    stage.send(.checkDue)
    #expect(stage.effects.last == .checkContents(stage.session))
    stage.send(.contentsGone(stage.session))
    #expect(stage.lines[1].hasPrefix("100  gone: these are the last bytes read"))
    #expect(stage.text.contains("|ABCDEFGHIJ|"))
    stage.forgetEffects()
    stage.send(.checkDue)
    stage.press(.down)
    #expect(stage.effects == [])
  }

  @Test func `an open segment is checked during a pause too`() {
    var stage = stage()
    stage.press(.character("p"))
    stage.forgetEffects()
    stage.send(.checkDue)
    #expect(stage.effects == [.checkContents(stage.session)])
  }

  @Test func `a stop closes the segment and continuing opens it again`() {
    var stage = stage(80, 7)
    let first = stage.session
    stage.read(bytes(65..<75))
    stage.forgetEffects()
    stage.send(.suspending)
    #expect(stage.effects == [.closeContents(first), .suspend])
    stage.send(.resumed)
    #expect(stage.session != first)
    #expect(
      stage.effects.last
        == .openContents(stage.session, segment, accepting: .nothing))
    stage.answer(.success(.file))
    #expect(stage.lines[1].hasPrefix("100  read from its file: leaves no trace"))
    #expect(stage.text.contains("|ABCDEFGHIJ|"))
  }

  @Test func `the monitor's own attachment does not count as use`() {
    let segment = Sample.systemV(5, attachments: 1)
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("x"))
    stage.answer(.success(.attachment))
    stage.press(.character("d"))
    #expect(stage.text.contains("No process has it attached"))
  }

  @Test func `the segment is closed before it is removed`() {
    var stage = stage()
    stage.press(.character("d"))
    stage.forgetEffects()
    stage.press(.character("y"))
    #expect(stage.effects == [.closeContents(stage.session), .remove(segment)])
  }

  @Test func `after a refused removal the bytes are read again`() {
    var stage = stage(80, 7)
    stage.read(bytes(65..<75))
    stage.press(.character("d"), .character("y"))
    #expect(stage.lines[1].hasPrefix("100  not open: these are the last bytes read"))
    let before = stage.session
    stage.send(.removed(segment, .notRemoved(.notPermitted)))
    #expect(stage.session != before)
    stage.answer(.success(.file))
    #expect(stage.lines[1].hasPrefix("100  read from its file: leaves no trace"))
  }

  @Test func `after a removal the last bytes stay on the screen`() {
    var stage = stage(80, 7)
    stage.press(.character("d"), .character("y"))
    stage.send(.removed(segment, .removed(copy: nil, attachments: nil)))
    #expect(stage.lines[1].hasPrefix("100  gone: these are the last bytes read"))
  }

  @Test func `keys after a stop do not keep the segment from being opened again`() {
    var stage = stage(80, 7)
    stage.send(.suspending)
    stage.send(.resumed)
    stage.press(.down)
    stage.answer(.success(.file))
    #expect(stage.lines[1].hasPrefix("100  read from its file: leaves no trace"))
  }

  @Test func `a user who leaves while the segment is opened again is not brought back`() {
    var stage = stage()
    stage.send(.suspending)
    stage.send(.resumed)
    stage.press(.escape)
    #expect(stage.effects.last == .closeContents(stage.session))
    stage.answer(.success(.file))
    #expect(stage.text.contains("NAME"))
    #expect(!stage.text.contains("leaves no trace"))
  }

  @Test func `a second stop before the segment is open again closes it too`() {
    var stage = stage(80, 7)
    stage.send(.suspending)
    stage.send(.resumed)
    let second = stage.session
    stage.forgetEffects()
    stage.send(.suspending)
    #expect(stage.effects == [.closeContents(second), .suspend])
    stage.send(.contentsOpened(second, .success(.file)))
    #expect(stage.lines[1].hasPrefix("100  not open: these are the last bytes read"))
    stage.send(.resumed)
    stage.answer(.success(.file))
    #expect(stage.lines[1].hasPrefix("100  read from its file: leaves no trace"))
  }

  @Test func `a segment that was removed during a stop is shown as gone`() {
    var stage = stage(80, 7)
    stage.send(.suspending)
    stage.send(.resumed)
    stage.answer(.failure(.gone))
    #expect(stage.lines[1].hasPrefix("100  gone: these are the last bytes read"))
  }
}
