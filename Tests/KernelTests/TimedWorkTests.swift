import Glibc
import Synchronization
import SystemPackage
import Testing

@testable import Kernel

/// Work of which a piece may never end.
@Suite("Timed work") struct TimedWorkTests {
  /// A table of which every thread seems to wait.
  private func table(of count: Int) -> WorkTable<Int> {
    WorkTable(count: count) { _ in true }
  }

  private func look(_ table: inout WorkTable<Int>, times: Int) -> Int {
    var wanted = 0
    for _ in 0..<times { wanted = table.look(processors: 2) }
    return wanted
  }

  private func isLeft(_ outcome: TimedWork.Outcome<Int>) -> Bool {
    if case .unfinished(let thread?) = outcome { thread.isWaiting } else { false }
  }

  @Test func `gives each piece its own result`() {
    let outcomes = TimedWork.outcomes(of: 1000) { 2 * $0 }
    #expect(outcomes.map(\.value) == (0..<1000).map { 2 * $0 })
    #expect(TimedWork.outcomes(of: 0) { $0 }.isEmpty)
  }

  /// The gate opens in the end, so that no thread is left.
  @Test func `goes on beside a piece that does not end, and leaves it behind`() throws {
    let gate = try Bell()
    let outcomes = TimedWork.outcomes(of: 50) { piece in
      if piece % 20 == 3 { gate.wait(until: nil) }
      return piece
    }
    let unfinished = outcomes.indices.filter { outcomes[$0].value == nil }
    #expect(unfinished == [3, 23, 43])
    let threads = outcomes.compactMap { outcome -> LeftThread? in
      if case .unfinished(let thread) = outcome { thread } else { nil }
    }
    #expect(threads.count == 3)
    while threads.contains(where: \.isWaiting) {
      gate.ring()
      usleep(1000)
    }
  }

  @Test func `starts another thread beside a slow one, and leaves it after two seconds`() {
    var table = table(of: 3)
    for worker in [1, 2] {
      table.hire(worker)
      #expect(table.begin(worker) == worker - 1)
    }
    #expect(table.next(for: 2, after: 7) == 2)
    // The first look only notes where the threads are.
    #expect(look(&table, times: WorkLimits.slow) == 0)
    table.hire(3)
    #expect(table.begin(3) == nil)
    _ = look(&table, times: WorkLimits.patience - WorkLimits.slow)
    #expect(!table.isDone)
    _ = look(&table, times: 1)
    #expect(table.isDone)
    #expect(isLeft(table.outcomes[0]) && isLeft(table.outcomes[2]))
    #expect(table.outcomes[1].value == 7)
    // What they find in the end is of no use, and they get nothing more to do.
    let left = LeftThread.count
    #expect(table.next(for: 1, after: 5) == nil)
    #expect(table.next(for: 2, after: 5) == nil)
    #expect(table.outcomes[0].value == nil)
    #expect(LeftThread.count < left)
  }

  @Test func `wants as many threads that are not slow as there are processors`() {
    var table = table(of: 10)
    table.hire(1)
    _ = table.begin(1)
    #expect(table.look(processors: 2) == 1)
    #expect(look(&table, times: WorkLimits.slow) == 2)
    table.hire(2)
    #expect(table.look(processors: 2) == 1)
  }

  @Test func `does not leave a thread that uses a processor`() {
    var table = WorkTable<Int>(count: 1) { _ in false }
    table.hire(1)
    _ = table.begin(1)
    for _ in 0..<500 { #expect(table.look(processors: 2) == 0) }
    #expect(!table.isDone)
    #expect(table.next(for: 1, after: 4) == nil)
    #expect(table.isDone)
  }

  @Test func `has little patience after five seconds of slow threads`() {
    var table = table(of: 100)
    var looks = 0
    var worker = 0
    while !table.isDone, looks < 10_000 {
      let wanted = table.look(processors: 1)
      for _ in 0..<wanted {
        worker += 1
        table.hire(worker)
        _ = table.begin(worker)
      }
      looks += 1
    }
    #expect(looks < 1000)
    for number in 1...worker { _ = table.next(for: number, after: 0) }
  }

  @Test func `gives up what no thread can do`() {
    var table = table(of: 3)
    table.hire(1)
    table.giveUpIfAlone()
    #expect(!table.isDone)
    table.dismiss(1)
    table.giveUpIfAlone()
    #expect(table.isDone)
    let areGivenUp = table.outcomes.allSatisfy { outcome in
      if case .unfinished(nil) = outcome { true } else { false }
    }
    #expect(areGivenUp)
  }

  @Test func `closes a file with its last reference, unless it was handed over`() throws {
    let kept = try FileDescriptor.open("/dev/null", flags: O_RDONLY)
    var owned: OwnedFile? = OwnedFile(kept)
    #expect(owned?.file == kept)
    owned = nil
    let handed = OwnedFile(try FileDescriptor.open("/dev/null", flags: O_RDONLY)).take()
    let file = try #require(handed)
    #expect(fcntl(file.rawValue, F_GETFD) >= 0)
    try file.close()
  }
}
