import Canvas
import Formatting
import Kernel
import Monitor
import Operations
import SharedMemory
import TestSupport
import Testing

/// What is said after a signal to one process.
struct SignalWatchTests {
  private let segment = Sample.systemV(3, attachments: 1, mode: 0o1600)
  private let holder = Sample.holder(50, "renderd")

  /// A monitor that has sent TERM to the holder of a removed System V segment.
  private func stage() -> MonitorHarness {
    var stage = MonitorHarness(100, 24, sortedBy: .label)
    show([holder], later: 0, &stage)
    stage.press(.character("K"))
    return stage
  }

  private func held(by holders: [Holder]) -> [HeldObject: [Holder]] {
    [.systemV(ShmID(rawValue: 3)): holders].filter { !$0.value.isEmpty }
  }

  private func show(_ holders: [Holder], later seconds: Int64, _ stage: inout MonitorHarness) {
    stage.show(Sample.judged([segment], holders: held(by: holders), later: seconds))
  }

  @Test func `the question says how many numbers the exit frees`() {
    #expect(stage().text.contains("Its exit frees 1 of 4096 System V number, "))
  }

  @Test func `the question says what else the process holds`() {
    var stage = MonitorHarness(100, 24, sortedBy: .label)
    let others = [Sample.posix("a", inode: 1), Sample.posix("b", inode: 2)]
    func question(_ segments: [Segment]) -> String {
      var held: [HeldObject: [Holder]] = [.systemV(ShmID(rawValue: 3)): [holder]]
      for (index, _) in segments.enumerated() {
        held[.file(inode: UInt64(index + 1))] = [holder]
      }
      stage.show(Sample.judged([segment] + segments, holders: held))
      stage.press(.home, .character("K"))
      defer { stage.press(.escape) }
      return stage.text
    }
    #expect(!question([]).contains("also holds"))
    #expect(question([others[0]]).contains("also holds posix:/a"))
    #expect(question(others).contains("also holds posix:/a and 1 more segment"))
  }

  @Test(arguments: [true, false])
  func `the message follows the process`(exits: Bool) {
    var stage = stage()
    stage.press(.character("y"))
    stage.send(.signalled(.terminate, [SignalOutcome(to: holder, .success(()))]))
    #expect(stage.lines.last == "renderd(50): TERM sent")
    stage.forgetEffects()
    let first = Sample.judged([segment], holders: held(by: [holder]), later: 2)
    stage.show(first)
    #expect(stage.lines.last == "renderd(50): TERM sent")
    // Its scan is of this second, and a scan costs much on a large host.
    #expect(!stage.effects.contains(.rescan))
    stage.show(
      Snapshot(
        timestamp: Timestamp(seconds: Sample.now.seconds + 4), segments: first.segments,
        scan: first.scan))
    #expect(stage.effects.contains(.rescan))
    show(exits ? [] : [holder], later: 9, &stage)
    #expect(
      stage.lines.last
        == (exits
          ? "renderd(50) holds nothing any more"
          : "renderd(50) still holds 1 segment; K can send KILL"))
    // It is said once.
    stage.press(.down)
    show([], later: 12, &stage)
    #expect(stage.lines.last?.contains("renderd") == false)
  }
}
