package import Kernel
package import SharedMemory

/// A filter on segments: a list of conditions, each a ``FilterWord`` with a value.
///
/// A segment matches if it meets all conditions. Several conditions with the same word are
/// alternatives: one of them is enough.
package struct Filter: Equatable, Sendable {
  /// A word with a value, such as `state=orphan`.
  package struct Condition: Equatable, Sendable {
    package let word: FilterWord
    /// The value as the user typed it.
    package let value: [UInt8]
    let test: Test

    /// Whether it can be tested only after a scan of processes.
    package var needsHolders: Bool { test.needs.contains(.holders) }

    package static func == (left: Condition, right: Condition) -> Bool {
      left.word == right.word && left.value == right.value
    }
  }

  /// The test of one condition.
  struct Test: Sendable {
    /// The parts of a snapshot that the test uses.
    var needs: SnapshotReader.Needs = []
    /// Whether a segment meets the condition; ages are counted back from `now`.
    let matches: @Sendable (Segment, _ now: Timestamp) -> Bool
  }

  /// The conditions, in the order in which they were given.
  package let conditions: [Condition]
  /// The tests of the conditions, grouped by word.
  private let alternatives: [[Test]]

  /// Makes a filter from conditions; without any, it matches every segment.
  package init(_ conditions: [Condition] = []) {
    self.conditions = conditions
    var words: [FilterWord] = []
    for condition in conditions where !words.contains(condition.word) {
      words.append(condition.word)
    }
    alternatives = words.map { word in conditions.filter { $0.word == word }.map(\.test) }
  }

  /// Whether it has no conditions, so that it matches every segment.
  package var isEmpty: Bool { conditions.isEmpty }

  /// The parts of a snapshot that the conditions use.
  package var needs: SnapshotReader.Needs {
    conditions.reduce(into: []) { $0.formUnion($1.test.needs) }
  }

  /// Whether a segment meets the conditions; ages are counted back from `now`.
  package func matches(_ segment: Segment, now: Timestamp) -> Bool {
    alternatives.allSatisfy { tests in tests.contains { $0.matches(segment, now) } }
  }

  package static func == (left: Filter, right: Filter) -> Bool {
    left.conditions == right.conditions
  }
}

extension Filter {
  /// Whether it has a condition on the name or the application.
  ///
  /// The user has then chosen the segments explicitly; see ``RemovalPolicy/Selection``.
  package var selectsByName: Bool {
    conditions.contains { $0.word.isName }
  }
}
