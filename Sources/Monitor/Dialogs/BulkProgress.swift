package import Formatting
internal import Kernel

/// How far a removal of several segments has come, and at the end what came of it.
package struct BulkProgress: Sendable {
  /// How many there are.
  package let total: Int
  /// How many have been dealt with.
  package private(set) var done = 0
  /// Bytes that are free now.
  package private(set) var freed: UInt64 = 0
  /// The first that are still there, and why.
  package private(set) var problems: [RemovalSummary.Entry] = []
  private var counts: [RemovalSummary.Outcome: Int] = [:]

  package init(total: Int) { self.total = total }

  /// How many came to an end; those that were not reached are what is left.
  package func count(_ outcome: RemovalSummary.Outcome) -> Int {
    outcome == .untouched ? total - done : counts[outcome] ?? 0
  }

  /// Whether nothing that was chosen remains.
  package var isComplete: Bool { count(.removed) + count(.gone) == total }

  /// Takes in what became of one.
  package mutating func add(_ entry: RemovalSummary.Entry) {
    done += 1
    counts[entry.outcome, default: 0] += 1
    freed = freed.addingSaturated(entry.freed)
    guard entry.outcome != .removed, entry.outcome != .gone, problems.count < Self.mostProblems
    else { return }
    problems.append(entry)
  }

  private static let mostProblems = 100
}

/// One removal of several segments; what an older one tells is of no interest.
///
/// Why: Decisions/04-numbered-requests.md
package struct RunID: Hashable, Comparable, Sendable {
  private var number = 0

  package init() {}

  package static func < (left: RunID, right: RunID) -> Bool { left.number < right.number }

  /// The run after this one.
  package var next: RunID {
    var next = self
    next.number += 1
    return next
  }
}
