internal import Kernel
package import Operations
package import SafeText
package import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// The log line of an act: user, segment, what was done, and reasons of its verdict, in ASCII without
  /// control characters.
  ///
  ///     uid 0 (sudo by uid 1000) resized posix:/x of 4096 bytes, owner uid 0, to 8192 bytes; idle: …
  package init(
    recordOf act: Act, _ segment: Segment, by user: ActingUser, _ format: FormatOptions
  ) {
    var format = format
    format.charset = .ascii
    var text = Self.act(
      act.verb, on: segment.identity.id, key: segment.key, size: segment.size, by: user)
    if let owner = segment.owner { text.append(", owner uid \(owner.user.rawValue)") }
    text.append(act.result)
    if let verdict = segment.verdict {
      text.append("; \(verdict.state.text): ")
      for (index, reason) in verdict.reasons.enumerated() {
        if index > 0 { text.append(literal: ", ") }
        text.append(reason, format)
      }
    }
    self = text.elided(to: Self.longestRecord, mark: "...")
  }

  /// The log line of a segment that got this ID when its copy was restored.
  package init(recordOfRestoring saved: SegmentMetadata, as id: SegmentID, by user: ActingUser) {
    let key: IPCKey? = if case .systemV(let key) = saved.name { key } else { nil }
    self = Self.act("restored", on: id, key: key, size: saved.size, by: user)
  }

  /// The beginning of a log line: who did what to which segment.
  private static func act(
    _ verb: DisplayText, on id: SegmentID, key: IPCKey?, size: UInt64, by user: ActingUser
  ) -> DisplayText {
    var text: DisplayText = "\(user.text) \(verb) "
    text.append(DisplayText(id, in: .ascii).elided(to: longestName, mark: "..."))
    if let key, key != .private {
      text.append(literal: " key ")
      text.append(key: key)
    }
    text.append(" of \(size) bytes")
    return text
  }

  /// The log line of a bulk removal: its totals.
  package init(recordOf summary: RemovalSummary, by user: ActingUser) {
    self = "\(user.text) \(Act.removed.verb) segments in bulk: \(summary.text)"
  }

  private static let longestName = 300
  /// Short enough for logs not to cut it: RFC 3164 allows 1,024 bytes.
  private static let longestRecord = 900
}

extension ActingUser {
  fileprivate var text: DisplayText {
    sudoUser.map { "uid \(user.rawValue) (sudo by uid \($0.rawValue))" } ?? "uid \(user.rawValue)"
  }
}

extension Act {
  fileprivate var verb: DisplayText {
    switch self {
    case .removed: "removed"
    case .created: "created"
    case .resized: "resized"
    case .written: "wrote to"
    case .set: "set owner and mode of"
    case .locked: "locked"
    case .unlocked: "unlocked"
    case .held: "held"
    }
  }

  /// What is so since the act; empty if the verb says it all.
  fileprivate var result: DisplayText {
    switch self {
    case .removed, .created, .locked, .unlocked, .held: ""
    case .resized(let size): ", to \(size) bytes"
    case .written(let range): ", \(counted: range.count, "byte") at \(range.lowerBound)"
    case .set(let owner, let mode):
      """
      , to uid \(owner.user.rawValue), gid \(owner.group.rawValue), \
      mode \(octal: mode.rawValue)
      """
    }
  }
}
