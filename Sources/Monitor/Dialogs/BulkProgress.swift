package import Formatting
internal import Kernel

/// The progress of a bulk removal, and at its end the result.
package struct BulkProgress: Sendable {
  /// The number of segments.
  package let total: Int
  /// The number of segments that have a result.
  package private(set) var done = 0
  /// Bytes that were freed.
  package var freed: UInt64 { memory.bytes }
  private var memory = FreedMemory()
  /// The first segments that were not removed, with the reasons.
  package private(set) var problems: [RemovalSummary.Entry] = []
  private var counts: [RemovalSummary.Outcome: Int] = [:]

  package init(total: Int) { self.total = total }

  /// The number of segments with an outcome; those without a result count as not reached.
  package func count(_ outcome: RemovalSummary.Outcome) -> Int {
    outcome == .untouched ? total - done : counts[outcome] ?? 0
  }

  /// Whether no segment is left.
  package var isComplete: Bool { count(.removed) + count(.gone) == total }

  /// Adds the result of one segment.
  package mutating func add(_ entry: RemovalSummary.Entry) {
    done += 1
    counts[entry.outcome, default: 0] += 1
    memory.add(entry)
    guard entry.outcome != .removed, entry.outcome != .gone, problems.count < Self.mostProblems
    else { return }
    problems.append(entry)
  }

  private static let mostProblems = 100
}
