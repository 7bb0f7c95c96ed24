import Canvas
import Contents
import Formatting
import Monitor
import SharedMemory
import Testing

/// Screens that are opened on top of the hex screen, and the way back.
struct OtherScreenTests {
  private let segment = Sample.posix("ring", inode: 3, size: 4096)

  /// A monitor that shows the bytes of a held segment.
  private func stage() -> MonitorHarness {
    var stage = MonitorHarness(80, 14, sortedBy: .label)
    stage.show(
      Sample.judged(
        [Sample.posix("a", inode: 1, size: 4096), segment],
        holders: [
          .file(inode: 1): [Sample.holder(70, "first")],
          .file(inode: 3): [Sample.holder(80, "second")],
        ]))
    stage.play("j x")
    stage.answer(.success(.file))
    stage.read([UInt8](repeating: 0x41, count: 512))
    return stage
  }

  @Test func `P selects a holder, and Esc leads back to the same bytes`() {
    var stage = stage()
    stage.play("j l P")
    #expect(stage.lines[0].contains("memory by process"))
    #expect(stage.selected?.contains("second") == true)
    stage.press(.escape)
    #expect(stage.lines[0].contains("posix:/ring > hex"))
    #expect(stage.text.contains("at 0x11,"))
    stage.answer(.success(.file))
    #expect(stage.lines[1].contains("leaves no trace"))
    stage.press(.escape)
    #expect(stage.selected?.contains("/ring ") == true)
  }

  @Test func `P in the details selects a holder, and Esc leads back`() {
    var stage = stage()
    stage.play("Esc Enter P")
    #expect(stage.selected?.contains("second") == true)
    stage.press(.escape)
    #expect(stage.lines[0].hasPrefix("table > posix:/ring "))
  }

  @Test func `a segment that was not open yet is opened on the way back`() {
    var stage = stage()
    stage.press(.character("["))
    stage.play("P Esc")
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/a > hex"))
    #expect(stage.lines[1].contains("leaves no trace"))
  }

  @Test func `a segment that was not to be read is not asked about again`() {
    var stage = stage()
    stage.press(.character("["))
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    stage.press(.escape)
    stage.forgetEffects()
    stage.play("P Esc")
    #expect(stage.lines[1].contains("not read: that changes its times and last PID"))
    #expect(
      !stage.effects.contains { if case .openContents = $0 { true } else { false } })
  }

  @Test func `a successor is not read in place of a segment that went meanwhile`() {
    var stage = stage()
    let before = stage.session
    stage.press(.character("P"))
    #expect(stage.effects.contains(.closeContents(before)))
    stage.show(Sample.snapshot([Sample.posix("ring", inode: 9, size: 4096)], later: 1))
    stage.press(.escape)
    guard case .openContents(_, let opened, _) = stage.effects.last else {
      Issue.record("not opened again")
      return
    }
    #expect(opened.identity == segment.identity)
    stage.answer(.failure(.replaced))
    #expect(stage.lines[1].contains("gone: these are the last bytes read"))
  }
}
