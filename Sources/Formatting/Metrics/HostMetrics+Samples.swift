internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Samples with a label for each part of the host.
extension HostMetrics {
  /// The owners and applications that have samples of their own, those with the most bytes; the others are
  /// one sample, so that a host has a bounded number.
  static let maximumParts = 20

  /// A number for each kind and state; 0 only if it is known that there are none.
  func byKindAndState(_ number: (Totals.Sum) -> UInt64) -> [Metric.Sample] {
    KindAndState.all.compactMap { part in
      let value = number(summary.kindsAndStates[part])
      guard value > 0 || summary.isCounted(part) else { return nil }
      return Metric.Sample(
        value, ("kind", DisplayText(stringLiteral: part.kind.constant)),
        ("state", DisplayText(stringLiteral: part.state.constant)))
    }
  }

  /// A number for each of the largest owners, with the user's name, or the number if there is none.
  func byOwner(_ number: (Totals.Sum) -> UInt64?) -> [Metric.Sample] {
    let (parts, others) = summary.owners.largest(Self.maximumParts)
    let samples = parts.map { part in
      guard let user = part.key else {
        return Metric.Sample(number(part.sum), ("uid", "unknown"), ("user", "unknown"))
      }
      var name = DisplayText()
      name.append(user, format)
      return Metric.Sample(number(part.sum), ("uid", "\(user.rawValue)"), ("user", name))
    }
    let other = others.flatMap {
      Metric.Sample(number($0.sum), ("uid", "other"), ("user", "other"))
    }
    return (samples + [other]).compactMap(\.self)
  }

  /// A number for each of the largest applications; `unknown` for segments of unknown applications.
  func byApplication(_ number: (Totals.Sum) -> UInt64?) -> [Metric.Sample] {
    let (parts, others) = summary.applications.largest(Self.maximumParts)
    let samples = parts.map { part in
      let name = part.key.map { DisplayText(escaping: $0, in: format.charset) }
      return Metric.Sample(number(part.sum), ("application", name ?? "unknown"))
    }
    let other = others.flatMap { Metric.Sample(number($0.sum), ("application", "other")) }
    return (samples + [other]).compactMap(\.self)
  }

  /// A number for each limit that counts bytes, or for each other limit.
  func byLimit(inBytes: Bool, _ number: (LimitRow) -> UInt64?) -> [Metric.Sample] {
    LimitRow.all(of: summary).filter { $0.isInBytes == inBytes }.compactMap { row in
      Metric.Sample(number(row), ("limit", DisplayText(stringLiteral: row.code)))
    }
  }
}

extension Totals.Sum {
  /// Bytes in RAM and swap, or a lower bound; `nil` if nothing is known.
  var leastAllocated: UInt64? { allocated.least > 0 || allocated.most == 0 ? allocated.least : nil }
}
