import Canvas
import Contents
import Formatting
import Kernel
@testable import Monitor
import SafeText
@testable import SharedMemory
import Testing

/// Who writes to the bytes on the screen.
struct WriterLineTests {
  private func holder(_ number: Int32, _ command: String, writes: Bool = true) -> Holder {
    var holder = Sample.holder(number, command)
    holder.isWritable = writes
    return holder
  }

  /// The note in the title of the inspector.
  private func note(_ stage: MonitorHarness) -> String {
    let line = stage.lines.first { $0.contains("endian") } ?? ""
    return line.split(separator: "\u{2500}").last.map { $0.dropFirst().dropLast() }
      .map(String.init) ?? ""
  }

  private func line(_ holders: [Holder], unreadable: [Int32] = []) -> String {
    let snapshot = Sample.judged(
      [Sample.posix("data", inode: 1, size: 4096)], holders: [.file(inode: 1): holders],
      unreadable: unreadable)
    var stage = MonitorHarness(100, 24, sortedBy: .label)
    stage.show(snapshot)
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.read([UInt8](repeating: 0x41, count: 64))
    return note(stage)
  }

  @Test func `the only process that can write is named, if all were seen`() {
    #expect(
      line([holder(77, "python3"), holder(78, "reader", writes: false)])
        == "only python3 (77) can write")
  }

  @Test func `it is not the only one if a process could not be read`() {
    #expect(
      line([holder(77, "python3")], unreadable: [1])
        == "\u{2265}1 can write: python3 (77)")
  }

  @Test func `several are listed by PID, with a count`() {
    #expect(
      line([holder(9, "d"), holder(3, "c"), holder(2, "b"), holder(1, "a\u{1b}")])
        == #"4 can write: a\e (1) and 3 more"#)
  }

  @Test func `none can write, or none was found`() {
    #expect(
      line([holder(78, "reader", writes: false)])
        == "no process can write")
    #expect(
      line([], unreadable: [1]) == "no writer seen, but not every process could be read")
  }

  @Test func `after a while without a change its length is shown`() {
    var stage = MonitorHarness.contents(size: 4096, 100, 24)
    stage.read([UInt8](repeating: 0x41, count: 64))
    stage.send(.clock(Timestamp(seconds: Sample.now.seconds + 1)))
    #expect(note(stage) == "writers not known yet")
    stage.send(.clock(Timestamp(seconds: Sample.now.seconds + 9)))
    #expect(note(stage) == "writers not known yet, no change for 9s")
  }

  @Test func `the time of the last change is shown`() {
    var stage = MonitorHarness.contents(size: 4096, 100, 24)
    stage.read([UInt8](repeating: 0x41, count: 64))
    stage.read([UInt8](repeating: 0x42, count: 64), later: 1)
    stage.send(.clock(Timestamp(seconds: Sample.now.seconds + 31)))
    #expect(note(stage) == "writers not known yet, changed 30s ago")
  }
}
