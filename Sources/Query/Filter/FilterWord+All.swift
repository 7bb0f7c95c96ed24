internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension FilterWord {
  package static let kind = FilterWord(
    "kind", "kind", takes: "sysv, posix, semaphore (or sem) or memfd", "of this kind"
  ) { value, _ in
    let name = value == Array("sem".utf8) ? Array("semaphore".utf8) : value
    guard let kind = Segment.Kind.allCases.first(where: { $0.text.utf8 == name }) else {
      return nil
    }
    // Only processes lead to what has no name.
    return Filter.Test(needs: kind == .memfd ? .holders : []) { segment, _ in
      segment.kind == kind
    }
  }

  package static let user = FilterWord(
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
      // A file that only mappings lead to has no known owner, but its holders have users.
      segment.owner.map { $0.user == user }
        ?? segment.holders?.contains { $0.user == user } ?? false
    }
  }

  package static let name = FilterWord(
    "name", "glob", takes: "a whole name, with * ? [a-z] [!a-z] as in a shell",
    "with this name or memfd label"
  ) { value, _ in
    let slash = UInt8(ascii: "/")
    guard !value.isEmpty, let glob = Glob(value.first == slash ? value.dropFirst() : value[...])
    else { return nil }
    return Filter.Test { segment, _ in
      guard let name = segment.name?.bytes ?? segment.label else { return false }
      // A label can begin with a slash of its own.
      return glob.matches(name) || name.first == slash && glob.matches(name.dropFirst())
    }
  }

  package static let app = FilterWord(
    "app", "glob", takes: "a name in any case, with * ? [a-z] [!a-z] as in a shell",
    "of this application, if it is known"
  ) { value, _ in
    guard !value.isEmpty, let glob = Glob(value, isFolded: true) else { return nil }
    return Filter.Test { segment, _ in
      segment.application.map { glob.matches($0.application.name.bytes) } ?? false
    }
  }

  package static let state = FilterWord(
    "state", "state", takes: "removed, in-use, unknown, idle or orphan", "in this state"
  ) { value, _ in
    guard let state = Verdict.State.allCases.first(where: { $0.text.utf8 == value }) else {
      return nil
    }
    return Filter.Test(needs: .holders) { segment, _ in segment.verdict?.state == state }
  }

  package static let olderThan = FilterWord(
    "older-than", "age", takes: "seconds, or a time such as 30s, 5m, 4h, 2d or 1w",
    "created this long ago or more (System V: changed)"
  ) { value, _ in
    guard let seconds = Int64(duration: value) else { return nil }
    return Filter.Test { segment, now in
      segment.born.map { $0.adding(seconds: seconds) <= now } ?? false
    }
  }

  package static let minSize = FilterWord(
    "min-size", "size", takes: "bytes, or 64K, 1M, 2G, 1T, 1P, 1E in powers of 1024",
    "of at least this size"
  ) { value, _ in
    guard let bytes = try? ByteCount(value, .size).bytes else { return nil }
    return Filter.Test { segment, _ in segment.size >= bytes }
  }

  package static let pid = FilterWord(
    "pid", "pid", takes: "the number of a process", "held by this process"
  ) { value, _ in
    guard let process = ProcessID(digits: value) else { return nil }
    return Filter.Test(needs: .holders) { segment, _ in
      segment.holders?.contains { $0.process == process } ?? false
    }
  }
}
