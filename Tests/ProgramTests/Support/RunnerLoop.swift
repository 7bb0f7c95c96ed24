@testable import Monitor
import Formatting
import Query
import SafeText
import SharedMemory
import TestSupport

@testable import shmtop
import Contents
import Kernel
import Operations

/// A runner and the loop's side of it.
struct RunnerLoop {
  let bell: Bell
  let runner: EffectRunner

  init() throws {
    let bell = try Bell()
    self.bell = bell
    runner = try EffectRunner(
      charset: .utf8, assumptions: Assumptions(), isUnrecorded: true, wake: { bell.ring() })
  }

  /// Waits for the first event that is wanted, and drops those before it.
  func wait<Result>(for wanted: (Event) -> Result?) throws -> Result {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      for event in runner.takeEvents() { if let result = wanted(event) { return result } }
      bell.wait(until: deadline)
    }
    throw Timeout()
  }

  func wait(until condition: () -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !condition() {
      guard ContinuousClock.now < deadline else { throw Timeout() }
      bell.wait(until: deadline)
    }
  }

  func open(_ segment: Segment, _ session: SessionID) throws {
    runner.perform(.openContents(session, segment, accepting: .nothing))
    _ = try wait { event in
      if case .contentsOpened(session, let result) = event { try? result.get() } else { nil }
    }
  }
}

private struct Timeout: Error {}
