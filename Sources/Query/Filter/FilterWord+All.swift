internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension FilterWord {
  /// All words, in the order of the help.
  ///
  /// To add one, add a row here and a property to the options of the command line.
  package static let all: [FilterWord] = [
    FilterWord(
      "kind", "kind", takes: "sysv, posix, semaphore (or sem) or memfd", "of this kind"
    ) { value, _ in
      let name = value == Array("sem".utf8) ? Array("semaphore".utf8) : value
      guard let kind = Segment.Kind.allCases.first(where: { $0.text.utf8 == name }) else {
        return nil
      }
      // A memfd has no name, so it is found only through its holders.
      return Filter.Test(needs: kind.isUnnamed ? .holders : []) { segment, _ in
        segment.kind == kind
      }
    },
    FilterWord(
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
      return Filter.Test { segment, _ in
        // The owner of a file that only its mappings show is unknown; its holders' users are known.
        segment.owner.map { $0.user == user }
          ?? segment.holders?.contains { $0.user == user } ?? false
      }
    },
    name,
    FilterWord(
      "app", "glob", isName: true, takes: "a name in any case, with * ? [a-z] [!a-z] as in a shell",
      "of this application, if it is known"
    ) { value, _ in
      guard !value.isEmpty, let glob = Glob(value, isFolded: true) else { return nil }
      return Filter.Test { segment, _ in
        segment.application.map { glob.matches($0.application.name.bytes) } ?? false
      }
    },
    FilterWord(
      "state", "state", takes: "removed, in-use, unknown, idle or orphan", "in this state"
    ) { value, _ in
      guard let state = Verdict.State.allCases.first(where: { $0.text.utf8 == value }) else {
        return nil
      }
      return Filter.Test(needs: .holders) { segment, _ in segment.verdict?.state == state }
    },
    FilterWord(
      "older-than", "age", takes: "seconds, or a time such as 30s, 5m, 4h, 2d or 1w",
      "created this long ago or more (System V: changed)"
    ) { value, _ in
      guard let seconds = Int64(duration: value) else { return nil }
      return Filter.Test { segment, now in
        segment.birth.map { $0.adding(seconds: seconds) <= now } ?? false
      }
    },
    FilterWord(
      "min-size", "size", takes: "bytes, or 64K, 1M, 2G, 1T, 1P, 1E in powers of 1024",
      "of at least this size"
    ) { value, _ in
      guard let bytes = try? ByteCount(value, .size).bytes else { return nil }
      return Filter.Test { segment, _ in segment.size >= bytes }
    },
    FilterWord(
      "pid", "pid", takes: "the number of a process", "held by this process"
    ) { value, _ in
      guard let process = ProcessID(digits: value) else { return nil }
      return Filter.Test(needs: .holders) { segment, _ in
        segment.holders?.contains { $0.process == process } ?? false
      }
    },
  ]

  /// A name, which a word without `=` is too.
  package static let name = FilterWord(
    "name", "glob", isName: true, takes: "a whole name, with * ? [a-z] [!a-z] as in a shell",
    "with this name or memfd label"
  ) { value, _ in
    let slash = UInt8(ascii: "/")
    guard !value.isEmpty, let glob = Glob(value.first == slash ? value.dropFirst() : value[...])
    else { return nil }
    return Filter.Test { segment, _ in
      guard let name = segment.name?.bytes ?? segment.label else { return false }
      // The label of a memfd can itself start with a slash.
      return glob.matches(name) || name.first == slash && glob.matches(name.dropFirst())
    }
  }
}
