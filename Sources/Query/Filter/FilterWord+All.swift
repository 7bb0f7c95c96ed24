internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension FilterWord {
  /// All words, in the order of the help.
  package static let all: [FilterWord] = options + ages + fields

  /// The words that are options of the command line too.
  ///
  /// To add one, add a row here and a property to the options of the command line.
  package static let options: [FilterWord] = [
    .equatable(
      "kind", "kind", values: ["sysv", "posix", "semaphore", "sem", "memfd"],
      takes: "sysv, posix, semaphore (or sem) or memfd", "of this kind"
    ) { value, _ in
      let name = value == Array("sem".utf8) ? Array("semaphore".utf8) : value
      guard let kind = Segment.Kind.allCases.first(where: { $0.text.utf8 == name }) else {
        return nil
      }
      // A memfd has no name, so it is found only through its holders.
      var test = Filter.Test(needs: kind.isUnnamed ? .holders : []) { segment, _, _ in
        segment.kind == kind
      }
      test.matchesUnseen = { $0.kind == kind }
      return test
    },
    .equatable(
      "user", "user", takes: "the name or number of a user", "owned by this user"
    ) { value, users throws(FilterProblem) in
      guard !value.isEmpty else { return nil }
      let user: UserID
      if let number = UInt64(digits: value) {
        guard let number = UInt32(exactly: number) else { return nil }
        user = UserID(rawValue: number)
      } else {
        guard let found = try users(value) else { throw .noSuchUser(value) }
        user = found
      }
      return Filter.Test { segment, _, _ in
        // The owner of a file that only its mappings show is unknown; its holders' users are known.
        if let owner = segment.owner { return owner.user == user }
        return segment.holders?.contains { $0.user == user } == true ? true : nil
      }
    },
    .equatable(
      "name", "glob", isName: true, takes: "a whole name, with * ? [a-z] [!a-z] as in a shell",
      "with this name or memfd label"
    ) { value, _ in
      let slash = UInt8(ascii: "/")
      guard !value.isEmpty, let glob = Glob(value.first == slash ? value.dropFirst() : value[...])
      else { return nil }
      return Filter.Test { segment, _, _ in
        guard let name = segment.name?.bytes ?? segment.label else { return false }
        // The label of a memfd can itself start with a slash.
        return glob.matches(name) || name.first == slash && glob.matches(name.dropFirst())
      }
    },
    .equatable(
      "app", "glob", isName: true, takes: "a name in any case, with * ? [a-z] [!a-z] as in a shell",
      "of this application, if it is known"
    ) { value, _ in
      guard !value.isEmpty, let glob = Glob(value, isFolded: true) else { return nil }
      return Filter.Test { segment, _, _ in
        segment.application.map { glob.matches($0.application.name.bytes) } ?? false
      }
    },
    .equatable(
      "state", "state", values: Verdict.State.allCases.map(\.text),
      takes: "removed, in-use, unknown, idle or orphan", "in this state"
    ) { value, _ in
      guard let state = Verdict.State.allCases.first(where: { $0.text.utf8 == value }) else {
        return nil
      }
      var test = Filter.Test(needs: .holders) { segment, _, scene in
        if scene.doubtsStates, state != .unknown, segment.hasUnknownState { return nil }
        return segment.verdict.map { $0.state == state }
      }
      test.matchesUnseen = { $0.state.map { $0 == state } }
      return test
    },
    older("older-than"),
    FilterWord(
      "min-size", "size", takes: takes(.bytes), "of at least this size"
    ) { _, value, _ throws(FilterProblem) in try amount(of: .size, .greaterOrEqual, value) },
    .equatable(
      "pid", "pid", takes: "the number of a process", "held by this process"
    ) { value, _ in
      guard let process = ProcessID(digits: value) else { return nil }
      return Filter.Test(needs: .holders) { segment, _, scene in
        if segment.holders?.contains(where: { $0.process == process }) == true { return true }
        return segment.areHoldersNamed(scene.format) ? false : nil
      }
    },
    .equatable(
      "key", "key", takes: "a System V key such as 0x4e545030 or 1314148400",
      "with this System V key"
    ) { value, _ in
      guard let key = IPCKey(typed: value) else { return nil }
      var test = Filter.Test { segment, _, _ in segment.key == key }
      test.matchesUnseen = { $0 == .systemV ? nil : false }
      return test
    },
  ]

  private static let ages = [
    older("older"),
    FilterWord(
      "newer", comparisons: [.equal, .less], takes: takes(.seconds),
      "created less than this long ago (System V: changed)"
    ) { _, value, _ throws(FilterProblem) in try amount(of: .age, .less, value) },
  ]

  private static func older(_ name: DisplayText) -> FilterWord {
    FilterWord(
      name, "age", comparisons: [.equal, .greater], takes: takes(.seconds),
      "created this long ago or more (System V: changed)"
    ) { _, value, _ throws(FilterProblem) in
      guard let seconds = try number(value, .seconds).flatMap(Int64.init(exactly:)) else {
        return nil
      }
      return Filter.Test { segment, _, scene in
        segment.birth.map { $0.adding(seconds: seconds) <= scene.format.now }
      }
    }
  }

  /// A word alone: a part of what the NAME column shows.
  static let label = FilterWord(
    "", isName: true, hasAlternatives: false,
    takes: "a part of a name, with * ? [a-z] [!a-z] as in a shell", "whose NAME contains it"
  ) { _, value, _ in
    guard let pattern = LabelPattern(value) else { return nil }
    var test = Filter.Test { segment, row, scene in
      pattern.matches(segment, row: row, in: scene)
    }
    test.matchesLabel = { labels, row in pattern.matches(row, in: labels) }
    test.rowsByLabel = { labels in pattern.rows(in: labels) }
    return test
  }
}
