package import Formatting
internal import Kernel
package import SafeText
package import SharedMemory

/// What the segments of a group of rows have in common.
package enum Grouping: String, CaseIterable, Sendable {
  case application, owner, state
  /// The holder that runs longest; with several processes it is mostly the one that started the others.
  case process
  /// The systemd unit or container of that holder.
  case unit
  /// The name with numbers and random parts left out: `/psm_*`.
  case name

  /// Its meaning in a menu.
  package var meaning: DisplayText {
    switch self {
    case .application: "application"
    case .owner: "owner"
    case .state: "state"
    case .process: "process: the holder that runs longest"
    case .unit: "unit or container of that process"
    case .name: "name, with * for numbers"
    }
  }

  /// Appends the title of the group that a segment belongs to.
  ///
  /// Two segments are in one group if their titles are equal.
  package func appendTitle(
    of segment: Segment, _ format: FormatOptions, to text: inout DisplayText
  ) {
    switch self {
    case .application:
      guard segment.application != nil else { return text.append(literal: "no known application") }
      Field.application.write(segment, format, &text)
    case .owner: Field.owner.write(segment, format, &text)
    case .state: Field.state.write(segment, format, &text)
    case .process:
      if let holder = segment.oldestHolder {
        text.append(holderOf: holder, in: format.charset)
      } else {
        appendAbsence(of: segment, to: &text)
      }
    case .unit:
      guard let holder = segment.oldestHolder else { return appendAbsence(of: segment, to: &text) }
      text.append(DisplayText(unitOf: holder.details, in: format.charset))
    case .name:
      text.append(literal: segment.kind == .systemV ? "sysv " : "")
      switch segment.identity {
      case .systemV:
        if let key = segment.key, key != .private {
          text.append(key: key)
        } else {
          text.append(literal: "*")
        }
      case .posix(let name, _), .unlinked(let name, _):
        text.append(literal: "/")
        text.append(escaping: NamePattern.pattern(of: name.bytes), in: format.charset)
      case .memfd(let label, _):
        text.append(literal: "memfd:")
        text.append(escaping: NamePattern.pattern(of: label), in: format.charset)
      }
    }
  }

  private func appendAbsence(of segment: Segment, to text: inout DisplayText) {
    if segment.holders == nil {
      text.append(literal: "holder not known")
    } else {
      text.append(literal: "no process holds it")
    }
  }
}

extension Segment {
  /// The holder that runs longest; `nil` if none is known.
  fileprivate var oldestHolder: Holder? {
    holders?.min {
      ($0.start?.ticks ?? .max, $0.process.rawValue) < (
        $1.start?.ticks ?? .max, $1.process.rawValue
      )
    }
  }
}
