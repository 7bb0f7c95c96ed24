package import Kernel
package import SharedMemory

/// Which segments are wanted, as people say it with the words of ``FilterWord``.
///
/// The same word given twice means either of its values; different words must all hold.
package struct Filter: Equatable, Sendable {
  /// One word with its value.
  package struct Condition: Equatable, Sendable {
    package let word: FilterWord
    /// The value as it was given.
    package let value: [UInt8]
    let test: Test

    package static func == (left: Condition, right: Condition) -> Bool {
      left.word == right.word && left.value == right.value
    }
  }

  /// What a word means with one value.
  struct Test: Sendable {
    /// What has to be collected for it.
    var needs: SnapshotReader.Needs = []
    /// Whether a segment is wanted at a moment.
    let matches: @Sendable (Segment, _ now: Timestamp) -> Bool
  }

  /// What must hold, in the order in which it was said.
  package let conditions: [Condition]
  /// The same, those of one word together.
  private let alternatives: [[Test]]

  /// A filter of conditions; of none, one that wants every segment.
  package init(_ conditions: [Condition] = []) {
    self.conditions = conditions
    var words: [FilterWord] = []
    for condition in conditions where !words.contains(condition.word) {
      words.append(condition.word)
    }
    alternatives = words.map { word in conditions.filter { $0.word == word }.map(\.test) }
  }

  /// Whether every segment is wanted.
  package var isEmpty: Bool { conditions.isEmpty }

  /// What has to be collected to know which segments are wanted.
  package var needs: SnapshotReader.Needs {
    conditions.reduce(into: []) { $0.formUnion($1.test.needs) }
  }

  /// Whether a segment is wanted; ages count back from `now`.
  package func matches(_ segment: Segment, now: Timestamp) -> Bool {
    alternatives.allSatisfy { tests in tests.contains { $0.matches(segment, now) } }
  }

  package static func == (left: Filter, right: Filter) -> Bool {
    left.conditions == right.conditions
  }
}

extension Filter {
  /// Whether it wants names, or an application: what it leaves was meant.
  package var isForNames: Bool {
    conditions.contains { $0.word.isName }
  }
}
