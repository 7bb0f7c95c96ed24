package import SharedMemory

/// How far a removal of several segments has come, and at the end what came of it.
package struct BulkProgress: Equatable, Sendable {
  /// How many there are.
  package let total: Int
  package private(set) var removed = 0
  /// Bytes that those cost; a file goes with its last name.
  package private(set) var freed: UInt64 = 0
  /// Were there no more.
  package private(set) var gone = 0
  /// Were not what was chosen any more, or no orphans.
  package private(set) var changed = 0
  package private(set) var notPermitted = 0
  /// Could not be removed for another reason.
  package private(set) var failed = 0
  /// The first that were not removed, and why.
  package private(set) var refusals: [Refusal] = []

  /// Why one of them was not removed.
  package struct Refusal: Equatable, Sendable {
    package let segment: Segment
    /// `nil` where it is no orphan any more.
    package let why: RemovalRefusal?
  }

  package init(total: Int) { self.total = total }

  /// How many have been dealt with.
  package var done: Int { removed + gone + changed + notPermitted + failed }

  /// How many were left, as somebody stopped it.
  package var left: Int { total - done }

  /// Whether nothing that was chosen remains.
  package var isComplete: Bool { removed + gone == total }

  /// Takes in that a segment was removed, and that its memory went with it.
  package mutating func addRemoved(freeing bytes: UInt64) {
    removed += 1
    freed = freed.addingReportingOverflow(bytes).overflow ? .max : freed + bytes
  }

  /// Takes in that a segment was not removed; `nil` where it is no orphan any more.
  package mutating func add(_ segment: Segment, refused why: RemovalRefusal?) {
    switch why {
    case .gone:
      gone += 1
      return
    case nil, .replaced, .alreadyRemoved, .neverNamed: changed += 1
    case .notPermitted: notPermitted += 1
    case .failed: failed += 1
    }
    if refusals.count < Self.mostRefusals { refusals.append(Refusal(segment: segment, why: why)) }
  }

  private static let mostRefusals = 100
}

/// One removal of several segments; what an older one tells is of no interest.
package struct BulkRun: Hashable, Comparable, Sendable {
  private var number = 0

  package init() {}

  package static func < (left: BulkRun, right: BulkRun) -> Bool { left.number < right.number }

  /// The run after this one.
  package var next: BulkRun {
    var next = self
    next.number += 1
    return next
  }
}
