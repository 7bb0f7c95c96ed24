package import SafeText
package import SharedMemory

extension Verdict.State {
  /// The state in one word.
  package var text: DisplayText { DisplayText(stringLiteral: constant) }

  /// The same as a constant.
  var constant: StaticString {
    switch self {
    case .removed: "removed"
    case .inUse: "in-use"
    case .unknown: "unknown"
    case .idle: "idle"
    case .orphan: "orphan"
    }
  }

  /// Its rank in the sort order: states that need attention come first.
  package var urgency: UInt8 {
    switch self {
    case .orphan: 0
    case .removed: 1
    case .unknown: 2
    case .idle: 3
    case .inUse: 4
    }
  }
}
