internal import SharedMemory

extension Filter {
  /// Conditions, joined.
  package indirect enum Expression: Equatable, Sendable {
    case condition(Condition)
    case not(Expression)
    /// Side by side: all must hold, but of conditions `word=value` with the same word one is enough.
    case words([Expression])
    /// Joined by `and`: all must hold.
    case all([Expression])
    /// Joined by `or`: one is enough.
    case any([Expression])

    /// The conditions in it, in the order of the text.
    var conditions: [Condition] {
      switch self {
      case .condition(let condition): [condition]
      case .not(let inner): inner.conditions
      case .words(let parts), .all(let parts), .any(let parts): parts.flatMap(\.conditions)
      }
    }

    /// The same without a list of one part; `nil` for a list of none.
    var simplified: Expression? {
      switch self {
      case .words(let parts), .all(let parts), .any(let parts):
        parts.count > 1 ? self : parts.first
      case .condition, .not: self
      }
    }

    /// See ``Filter/selectsByName``.
    var selectsByName: Bool {
      switch self {
      case .condition(let condition):
        condition.word.isName && condition.comparison == .equal
      case .not: false
      case .words(let parts), .all(let parts): parts.contains(where: \.selectsByName)
      case .any(let parts): parts.allSatisfy(\.selectsByName)
      }
    }

    /// The word of a condition that can have alternatives.
    fileprivate var alternative: FilterWord? {
      guard case .condition(let condition) = self, condition.comparison == .equal,
        condition.word.hasAlternatives
      else { return nil }
      return condition.word
    }
  }

  /// The tests of an expression.
  indirect enum TestTree: Sendable {
    case test(Test)
    case not(TestTree)
    case all([TestTree])
    case any([TestTree])

    init(_ expression: Expression) {
      switch expression {
      case .condition(let condition): self = .test(condition.test)
      case .not(let inner): self = .not(TestTree(inner))
      case .all(let parts): self = .all(parts.map { TestTree($0) })
      case .any(let parts): self = .any(parts.map { TestTree($0) })
      case .words(let parts):
        var groups: [(word: FilterWord?, tests: [TestTree])] = []
        for part in parts {
          let word = part.alternative
          if let word, let index = groups.firstIndex(where: { $0.word == word }) {
            groups[index].tests.append(TestTree(part))
          } else {
            groups.append((word, [TestTree(part)]))
          }
        }
        self = .all(groups.map { $0.tests.count == 1 ? $0.tests[0] : .any($0.tests) })
      }
    }

    /// Its test, if it has just one.
    var onlyTest: Test? {
      switch self {
      case .test(let test): test
      case .all(let parts), .any(let parts): parts.count == 1 ? parts[0].onlyTest : nil
      case .not: nil
      }
    }

    /// Whether a segment matches; `nil` if that depends on what is not known.
    func matches(_ row: Int, of segments: [Segment], _ scene: Scene) -> Bool? {
      result { test in
        if let labels = scene.labels, let answer = test.matchesLabel?(labels, row) { return answer }
        return test.matches(segments[row], row, scene)
      }
    }

    /// Whether a segment matches of which no more is known than this.
    func matches(_ unseen: UnseenSegment) -> Bool? { result { $0.matchesUnseen?(unseen) ?? nil } }

    /// The result of all tests together.
    private func result(_ answer: (Test) -> Bool?) -> Bool? {
      switch self {
      case .test(let test): return answer(test)
      case .not(let inner): return inner.result(answer).map { !$0 }
      case .all(let parts): return Self.search(parts, for: false) { $0.result(answer) }
      case .any(let parts): return Self.search(parts, for: true) { $0.result(answer) }
      }
    }

    /// The wanted result if one part has it, or else unknown if one part is, or else the other.
    private static func search(
      _ parts: [TestTree], for wanted: Bool, _ result: (TestTree) -> Bool?
    ) -> Bool? {
      var isKnown = true
      for part in parts {
        switch result(part) {
        case wanted?: return wanted
        case nil: isKnown = false
        case _?: continue
        }
      }
      return isKnown ? !wanted : nil
    }
  }
}
