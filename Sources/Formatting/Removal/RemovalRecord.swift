internal import Kernel
package import Operations
package import SafeText
package import SharedMemory
internal import SystemPackage

extension Remover {
  fileprivate var text: DisplayText {
    sudoUser.map { "uid \(user.rawValue) (sudo by uid \($0.rawValue))" } ?? "uid \(user.rawValue)"
  }
}

extension DisplayText {
  /// The log line of a removal: user, segment and reasons, in ASCII without control characters.
  package init(recordOf segment: Segment, by remover: Remover, _ format: FormatOptions) {
    var format = format
    format.charset = .ascii
    var text: DisplayText = "\(remover.text) removed "
    let id = DisplayText(segment.identity.id, in: .ascii)
    text.append(id.elided(to: Self.longestName, mark: "..."))
    if let key = segment.key, key != .private {
      text.append(literal: " key ")
      text.append(key: key)
    }
    text.append(" of \(segment.size) bytes")
    if let owner = segment.owner { text.append(", owner uid \(owner.user.rawValue)") }
    if let verdict = segment.verdict {
      text.append("; \(verdict.state.text): ")
      for (index, reason) in verdict.reasons.enumerated() {
        if index > 0 { text.append(literal: ", ") }
        text.append(reason, format)
      }
    }
    self = text.elided(to: Self.longestRecord, mark: "...")
  }

  /// The log line of a bulk removal: its totals.
  package init(recordOf summary: RemovalSummary, by remover: Remover) {
    self = "\(remover.text) removed segments in bulk: \(summary.text)"
  }

  private static let longestName = 300
  /// Short enough for logs not to cut it: RFC 3164 allows 1,024 bytes.
  private static let longestRecord = 900
}
