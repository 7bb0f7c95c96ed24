private import CLinux
internal import Synchronization
internal import SystemPackage

/// The processors that this program may use.
package enum Processors {
  /// Calls `body` with each number from 0 to below `count`, on all processors, in any order.
  ///
  /// The calling thread works too. It does everything alone if no other thread can be made.
  ///
  /// Why: Decisions/60-own-threads.md
  package static func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
    let helpers = min(count, number) - 1
    guard helpers > 0 else {
      for index in 0..<max(count, 0) { body(index) }
      return
    }
    withoutActuallyEscaping(body) { body in
      let work = Work(count, body)
      perform(work, on: helpers)
    }
  }

  /// Their number.
  ///
  /// The C function is `sched_getaffinity`.
  package static let number = Int(clinux_processors())

  /// Works with this thread and so many others, as far as they can be made, and waits for their end.
  private static func perform(_ work: Work, on helpers: Int) {
    guard helpers > 0, let helper = try? Thread({ work.run() }) else { return work.run() }
    perform(work, on: helpers - 1)
    helper.join()
  }

  /// Work that several threads take from.
  private final class Work: Sendable {
    private let count: Int
    private let next = Atomic(0)
    private let body: @Sendable (Int) -> Void

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.body = body
    }

    func run() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }
}
