internal import Kernel
package import SafeText
package import SharedMemory

/// A column of the table of processes that hold segments.
package enum ProcessColumn: CaseIterable, Sendable {
  case process, user, command, segments, named, removed, memfds, total, release

  /// The column's heading.
  package var heading: DisplayText {
    switch self {
    case .process: "PID"
    case .user: "USER"
    case .command: "COMMAND"
    case .segments: "SEGS"
    case .named: "NAMED"
    case .removed: "REMOVED"
    case .memfds: "MEMFD"
    case .total: "TOTAL"
    case .release: "FREES"
    }
  }

  /// Its meaning in a few words, for help.
  package var meaning: DisplayText {
    switch self {
    case .process: "process that holds segments"
    case .user: "user who runs it"
    case .command: "name of its program"
    case .segments: "segments that it holds"
    case .named: "bytes it holds in segments with a name or key"
    case .removed: "bytes it holds in removed segments"
    case .memfds: "bytes it holds in memfds"
    case .total: "sum of these, also if other processes hold them"
    case .release: "bytes freed when it exits; ? if not known"
    }
  }

  /// The column in a table.
  package var column: Grid.Column {
    let heading = heading
    // One more for the sort mark.
    let least = heading.columns + 1
    return switch self {
    case .process: Grid.Column(heading, .right, rank: 0, least: 7)
    case .user: Grid.Column(heading, rank: 4, least: 6, isElastic: true)
    case .command: Grid.Column(heading, rank: 1, least: 15, isElastic: true)
    case .segments: Grid.Column(heading, .right, rank: 8, least: least)
    case .named: Grid.Column(heading, .right, rank: 7, least: least)
    case .removed: Grid.Column(heading, .right, rank: 5, least: least)
    case .memfds: Grid.Column(heading, .right, rank: 6, least: least)
    case .total: Grid.Column(heading, .right, rank: 2, least: least)
    case .release: Grid.Column(heading, .right, rank: 3, least: least)
    }
  }

  /// The text of a process's value.
  package func text(of usage: ProcessUsage, _ format: FormatOptions) -> DisplayText {
    var text = DisplayText()
    switch self {
    case .process: text.append(usage.process.rawValue)
    case .user: text.append(usage.user, format)
    case .command: text.append(escaping: usage.command, in: format.charset)
    case .segments: text.append(usage.segments)
    default: text.append(estimate(of: usage) ?? .unknown, format)
    }
    return text
  }

  /// The value of a column of bytes; `nil` for other columns.
  private func estimate(of usage: ProcessUsage) -> ByteEstimate? {
    switch self {
    case .named: usage.named
    case .removed: usage.removed
    case .memfds: usage.memfds
    case .total: usage.total
    case .release: usage.release
    case .process, .user, .command, .segments: nil
    }
  }

  /// Whether it sorts smallest first, as text and PIDs do.
  package var isText: Bool { self == .process || self == .user || self == .command }

  /// Sorts processes: sizes largest first, text and PIDs smallest first; `isReversed` reverses
  /// that.
  package func sort(
    _ usages: [ProcessUsage], isReversed: Bool, _ format: FormatOptions
  ) -> [ProcessUsage] {
    let keys = usages.enumerated().map { (key: key(of: $1, format), position: $0) }
    let sorted = keys.sorted { left, right in
      if left.key == right.key { return left.position < right.position }
      return left.key.lexicographicallyPrecedes(right.key) == (isText != isReversed)
    }
    return sorted.map { usages[$0.position] }
  }

  private func key(of usage: ProcessUsage, _ format: FormatOptions) -> [UInt8] {
    switch self {
    case .user, .command: text(of: usage, format).utf8
    case .process: Self.bytes(of: UInt64(usage.process.rawValue.magnitude))
    case .segments: Self.bytes(of: UInt64(usage.segments))
    default: Self.bytes(of: estimate(of: usage)?.rank ?? 0)
    }
  }

  private static func bytes(of number: UInt64) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
