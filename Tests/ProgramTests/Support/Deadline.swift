internal import TestSupport
internal import Glibc

/// The moment after which a test waits no longer: far away, as a busy machine is slow.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(after time: Duration = .seconds(20)) { end = .now + time }

  /// Whether the time is over.
  var isOver: Bool { ContinuousClock.now >= end }

  /// Asks again and again until the answer is not `nil`; returns `nil` when the time is over.
  static func poll<Answer>(_ ask: () throws -> Answer?) rethrows -> Answer? {
    let deadline = Deadline()
    while true {
      let isLast = deadline.isOver
      if let answer = try ask() { return answer }
      if isLast { return nil }
      usleep(20_000)
    }
  }

  /// Asks again and again until it is so; fails with `what` when the time is over.
  static func wait(for what: String, until isSo: () throws -> Bool) throws {
    if try poll({ try isSo() ? true : nil }) == nil { throw Failure("did not come: \(what)") }
  }
}
