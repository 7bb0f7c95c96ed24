/// The number of a bulk removal; events of older ones are ignored.
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
