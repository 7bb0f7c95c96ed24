internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory

/// The words that a shell offers for arguments: bash, zsh and fish ask the program for them.
///
/// A shell may expand what it is offered, as `compgen -W` of bash does, and any user can give a segment the name
/// `$(reboot)`. So words have plain characters only, and segments also backslashes.
enum Completions {
  /// Segments as they are given on the command line.
  static let segments = CompletionKind.custom { _, _, typed in
    let meant = unquoted(typed)
    let words = SegmentCandidates(typed: meant).words
    // Fish 3 passes on words without their quotes.
    return inShell(words.isEmpty && meant != typed ? SegmentCandidates(typed: typed).words : words)
  }

  /// How the name of a new segment can begin.
  static let newSegments = CompletionKind.custom { _, _, typed in
    inShell(["posix:/", "sysv", "sysv:0x"].filter { $0.hasPrefix(unquoted(typed)) })
  }

  /// The side effects of reading that can be accepted.
  static let sideEffects = CompletionKind.list(ContentsConsent.costs.map(\.word.string))

  /// The themes of the monitor.
  static let themes = CompletionKind.list(ThemeArgument.allValueStrings)

  /// Columns of a list; what is typed before the last comma stays.
  static let columns = CompletionKind.custom { _, _, typed in columns(Field.all, after: typed) }

  /// One column, as for sorting.
  static let column = CompletionKind.list(Field.all.map(\.name.string))

  /// One column of the monitor.
  static let columnOfMonitor = CompletionKind.list(Field.selectable.map(\.name.string))

  /// Users who own segments.
  static let users = CompletionKind.custom { _, _, typed in
    var reader = SnapshotReader(readsOnce: true)
    let snapshot = reader.read(.users)
    let names = snapshot.segments.compactMap { segment -> String? in
      segment.owner.flatMap { snapshot.accounts.name(of: $0.user) }
        .flatMap { String(validating: $0, as: UTF8.self) }
    }
    return Set(names).sorted().filter { isOffered($0, after: typed) }
  }

  /// Applications that are known; a name with a space is a pattern with `?` in its place.
  static let applications = CompletionKind.list(
    Set(
      KnownApplications.names.map { name in
        String(
          decoding: name.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
      }
    ).sorted().filter { $0.utf8.allSatisfy { $0.isPlainInShell || $0 == UInt8(ascii: "?") } })

  static let kinds = CompletionKind.list(Segment.Kind.allCases.map(\.text.string))
  static let states = CompletionKind.list(Verdict.State.allCases.map(\.text.string))

  /// What to offer for a filter word.
  static func values(of word: String) -> CompletionKind? {
    switch word {
    case "kind": kinds
    case "state": states
    case "user": users
    case "app": applications
    default: nil
    }
  }

  private static func columns(_ fields: [Field], after typed: String) -> [String] {
    let start = typed.lastIndex(of: ",").map { typed.index(after: $0) } ?? typed.startIndex
    let kept = start == typed.startIndex && typed.hasPrefix("+") ? "+" : String(typed[..<start])
    let last = typed[start...].drop { $0 == "+" }
    let isLower = last.first?.isLowercase == true
    return fields.map { field in
      kept + (isLower ? field.name.string.lowercased() : field.name.string)
    }.filter { $0.hasPrefix(typed) }
  }

  private static func isOffered(_ word: String, after typed: String) -> Bool {
    word.hasPrefix(typed) && !word.hasPrefix("-") && word.utf8.allSatisfy(\.isPlainInShell)
  }

  /// A word as it is meant: `posix:/a\\x20` and `'posix:/a\x20` → `posix:/a\x20`.
  private static func unquoted(_ typed: String) -> String {
    let quotes: [Character] = ["'", "\""]
    if let first = typed.first, quotes.contains(first) { return String(typed.dropFirst()) }
    var word = ""
    var rest = typed[...]
    while let next = rest.popFirst() {
      word.append(next == "\\" ? rest.popFirst() ?? next : next)
    }
    return word
  }

  /// Words with the escapes that zsh needs: it takes what follows a colon for a description.
  private static func inShell(_ words: [String]) -> [String] {
    guard CompletionShell.requesting == .zsh else { return words }
    return words.map { word in
      word.reduce(into: "") { quoted, next in
        if next == ":" || next == "\\" { quoted.append("\\") }
        quoted.append(next)
      }
    }
  }
}
