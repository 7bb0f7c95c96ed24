package import Formatting
internal import SafeText
package import SharedMemory

/// A filter on segments, such as `state=orphan size>1M not (app=Python or torch)`.
///
/// Command line, filter prompt and search all use it. What is unknown is neither true nor false, so a
/// segment is left out whether a condition on it is negated or not.
///
/// Why: Decisions/71-query-language.md
package struct Filter: Equatable, Sendable {
  /// A word with a value, such as `state=orphan`.
  package struct Condition: Equatable, Sendable {
    package let word: FilterWord
    package let comparison: ComparisonOperator
    /// The value as the user typed it.
    package let value: [UInt8]
    let test: Test

    /// Whether it can be tested only after a scan of processes.
    package var needsHolders: Bool { test.needs.contains(.holders) }

    package static func == (left: Condition, right: Condition) -> Bool {
      left.word == right.word && left.comparison == right.comparison && left.value == right.value
    }
  }

  /// The test of one condition.
  struct Test: Sendable {
    /// The parts of a snapshot that the test uses.
    var needs: SnapshotReader.Needs = []
    /// Whether the segment of a row meets the condition; `nil` if that is not known.
    let matches: @Sendable (_ segment: Segment, _ row: Int, Scene) -> Bool?
    /// Answers by the labels alone, without a look at the segment; `nil` if that does not answer.
    ///
    /// Copying a segment takes longer than comparing its name.
    var matchesLabel: (@Sendable (NameIndex, _ row: Int) -> Bool?)?
    /// Answers for all rows by their labels alone; `nil` if that does not answer.
    ///
    /// Calling ``matchesLabel`` for each of 82,000 rows takes longer than comparing their names.
    var rowsByLabel: (@Sendable (NameIndex) -> [Bool]?)?
    /// Answers for a segment that was not seen; `nil` if the test asks for more than is known of it.
    var matchesUnseen: (@Sendable (UnseenSegment) -> Bool?)?
  }

  /// What tests need besides the segment.
  package struct Scene: Sendable {
    let format: FormatOptions
    /// The NAME column of all rows; `nil` if it was not made.
    let labels: NameIndex?
    /// Whether a state that is unknown may turn out to be any other.
    var doubtsStates = false

    package init(_ format: FormatOptions, labels: NameIndex? = nil) {
      self.format = format
      self.labels = labels
    }
  }

  /// The conditions and how they are joined; `nil` if there are none.
  package let expression: Expression?
  let tests: TestTree?

  package init(_ expression: Expression?) {
    self.expression = expression
    tests = expression.map { TestTree($0) }
  }

  /// A filter of conditions side by side; without any, it matches every segment.
  package init(_ conditions: [Condition] = []) {
    self.init(Expression.words(conditions.map { .condition($0) }).simplified)
  }

  /// A filter of segments that match each of some filters.
  package init(all filters: [Filter]) {
    self.init(Expression.all(filters.compactMap(\.expression)).simplified)
  }

  /// Whether it has no conditions, so that it matches every segment.
  package var isEmpty: Bool { expression == nil }

  /// All its conditions, in the order in which they were given.
  package var conditions: [Condition] { expression?.conditions ?? [] }

  /// The parts of a snapshot that the conditions use.
  package var needs: SnapshotReader.Needs {
    conditions.reduce(into: []) { $0.formUnion($1.test.needs) }
  }

  /// Whether the segment of a row matches; the labels of the scene are those of `segments`.
  package func matches(_ row: Int, of segments: [Segment], in scene: Scene) -> Bool {
    tests.map { $0.matches(row, of: segments, scene) == true } ?? true
  }

  /// Whether each row matches, by their labels alone; `nil` if the filter asks for more.
  package func rows(by labels: NameIndex) -> [Bool]? { tests?.onlyTest?.rowsByLabel?(labels) }

  /// The number of segments among the first `count` that do not match, but could if their holders or
  /// their state were known.
  package func undecided(among segments: [Segment], first count: Int, in scene: Scene) -> Int {
    guard needs.contains(.holders), let tests else { return 0 }
    var scene = scene
    scene.doubtsStates = true
    return (0..<count).count { row in
      (segments[row].hasUnknownState || !segments[row].areHoldersNamed(scene.format))
        && tests.matches(row, of: segments, scene) == nil
    }
  }

  /// Whether a segment matches, outside a table.
  package func matches(_ segment: Segment, _ format: FormatOptions) -> Bool {
    matches(0, of: [segment], in: Scene(format))
  }

  /// Whether a condition asks for holders, and not only for the state that follows from them.
  package var asksForHolders: Bool {
    conditions.contains { $0.needsHolders && $0.word.name != "state" }
  }

  /// Whether only segments match that it selects by name or by application.
  ///
  /// The user has then chosen them explicitly; see ``RemovalPolicy/Selection``.
  package var selectsByName: Bool { expression?.selectsByName ?? false }

  package static func == (left: Filter, right: Filter) -> Bool {
    left.expression == right.expression
  }
}

extension Segment {
  /// Whether its state is not known, or only that it is unknown.
  var hasUnknownState: Bool { (verdict?.state ?? .unknown) == .unknown }
}
