internal import Kernel
package import SafeText
package import SharedMemory

/// Why the states of some segments are unknown, and what the user can do.
package struct UnknownStates: Sendable {
  package let count: Int
  private let cause: Verdict.Reason

  /// Looks for the cause in the first of the segments whose state stays unknown until the user does something;
  /// `nil` if there is none.
  package init?(of segments: [Segment]) {
    var count = 0
    var found: Verdict.Reason?
    for index in segments.indices {
      guard let verdict = segments[index].verdict, verdict.state == .unknown else { continue }
      count += 1
      if found == nil { found = verdict.reasons.first(where: \.hasRemedy) }
    }
    guard let found else { return nil }
    self.count = count
    cause = found
  }

  /// In a line: `3 states unknown: 12 processes could not be read: run as root to be sure`.
  package func text(_ format: FormatOptions) -> DisplayText {
    var text: DisplayText = count == 1 ? "1 state unknown: " : "\(count) states unknown: "
    text.append(cause, format)
    switch cause {
    case .unreadable(1, let process, true):
      text.append("; --assume-clear \(process.rawValue) assumes that it holds nothing")
    case .unreadable(_, _, true):
      text.append("; --assume-clear PID assumes that one holds nothing")
    case .silent(_, let process):
      text.append("; --assume-clear \(process.rawValue) assumes that it holds nothing")
    case .visibilityGap(.hiddenProcesses): text.append("; run as root to see them")
    case .visibilityGap, .creatorUnknown:
      text.append("; --assume-clear outside assumes that they hold nothing")
    default: break
    }
    return text
  }
}

extension Verdict.Reason {
  /// Whether the user can start this program in another way to know more.
  fileprivate var hasRemedy: Bool {
    switch self {
    case .unreadable, .silent, .creatorUnknown, .visibilityGap(.hiddenProcesses),
      .visibilityGap(.otherNamespaces):
      true
    default: false
    }
  }
}
