import Canvas
import Kernel
import Monitor
import Operations
import SharedMemory
import TestSupport
import Testing

/// The scan before the question, and what comes in while it is open.
struct HolderCheckTests {
  private let first = Sample.holder(3187, "one")
  private let second = Sample.holder(3190, "two")
  private let segment = Sample.posix("held", inode: 1)

  private func snapshot(_ holders: [Holder], later seconds: Int64, of segment: Segment? = nil)
    -> Snapshot
  {
    let segment = segment ?? self.segment
    return Sample.judged([segment], holders: [segment.heldObject: holders], later: seconds)
  }

  private func stage(_ holders: [Holder]) -> MonitorHarness {
    var stage = MonitorHarness()
    stage.scansAtOnce = false
    stage.show(snapshot(holders, later: 0))
    stage.forgetEffects()
    stage.press(.character("K"))
    return stage
  }

  @Test func `a holder that came after the last scan is asked about`() {
    var stage = stage([])
    #expect(stage.effects.first == .rescan)
    #expect(!stage.text.contains("no process holds it"))
    stage.show(snapshot([first], later: 1))
    #expect(stage.text.contains("Send a signal?") && stage.text.contains("one (3187)"))
  }

  @Test func `that nothing holds it is said after the scan only`() {
    var stage = stage([first])
    stage.show(snapshot([], later: 1))
    #expect(!stage.text.contains("Send a signal?"))
    #expect(stage.lines.last == "no process holds it: there is nothing to signal")
  }

  @Test func `a snapshot that was begun before the key does not count`() {
    var stage = MonitorHarness()
    stage.scansAtOnce = false
    stage.show(snapshot([], later: 0))
    stage.press(.character("r"))
    stage.press(.character("K"))
    stage.show(snapshot([], later: 1))
    #expect(!stage.text.contains("no process holds it"))
    stage.show(snapshot([first], later: 2))
    #expect(stage.text.contains("one (3187)"))
  }

  @Test func `keys wait for the question, and Escape leaves it`() {
    var stage = stage([first])
    stage.play("y y Enter q")
    stage.show(snapshot([first], later: 1))
    #expect(stage.monitor.question != nil)
    #expect(stage.effects.filter(\.isChanging) == [])
    var other = self.stage([first])
    other.press(.escape)
    other.show(snapshot([first], later: 1))
    #expect(other.monitor.question == nil)
  }

  @Test func `holders that come while the question is open are counted and get no signal`() {
    var stage = stage([first])
    stage.show(snapshot([first], later: 1))
    stage.show(snapshot([first, second], later: 2))
    #expect(stage.text.contains("Another process holds it by now; it gets no signal."))
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging) == [.signal(.terminate, [first])])
  }

  @Test func `holders of a segment that lost its name are still its holders`() {
    var stage = stage([first, second])
    stage.show(snapshot([first, second], later: 1))
    stage.press(.character("y"))
    stage.send(.signalled(.terminate, [first, second].map { SignalOutcome(to: $0, .success(())) }))
    guard case .posix(let name, let file) = segment.identity else { return }
    let unlinked = Segment(
      identity: .unlinked(name, file), kind: .posix, size: 4096, allocated: 4096, resident: nil,
      swapped: nil, mode: nil, owner: nil, times: Segment.Times())
    stage.show(snapshot([first, second], later: 2, of: unlinked))
    #expect(!stage.text.contains("None of them is a holder"))
    #expect(stage.text.contains("2 of 2 still hold it"))
  }

  @Test func `after a stop the question is asked again`() {
    var stage = stage([first])
    stage.show(snapshot([first], later: 1))
    let question = stage.monitor.question
    stage.press(.tab)
    stage.forgetEffects()
    stage.send(.resumed)
    #expect(stage.monitor.question != question)
    #expect(stage.effects.first == .rescan)
    // The safe button is focused again.
    stage.press(.enter)
    #expect(stage.effects.filter(\.isChanging) == [])
  }

  @Test func `facts of a question are refreshed during a pause`() {
    var stage = MonitorHarness()
    stage.show(snapshot([first], later: 0))
    stage.press(.character("p"))
    stage.forgetEffects()
    stage.press(.character("d"))
    #expect(stage.effects.contains(.setInterval(milliseconds: 1000)))
    stage.forgetEffects()
    stage.press(.escape)
    #expect(stage.effects.contains(.setInterval(milliseconds: nil)))
  }
}
