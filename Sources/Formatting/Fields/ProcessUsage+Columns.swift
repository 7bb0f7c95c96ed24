internal import Kernel
internal import SafeText
package import SharedMemory

extension Column<ProcessUsage> {
  /// The columns of the table of processes that hold segments.
  package static let all: [Column] = [
    Column(
      ColumnLayout("PID", .right, rank: 0, minimumWidth: 7), "process that holds segments",
      order: .text { usage, _ in usage.process.rawValue.magnitude.bytes }
    ) { usage, _, text in text.append(usage.process.rawValue) },
    Column(
      ColumnLayout("USER", rank: 4, minimumWidth: 6, isElastic: true), "user who runs it",
      order: .text { usage, format in
        var text = DisplayText()
        text.append(usage.user, format)
        return text.utf8
      }
    ) { usage, format, text in text.append(usage.user, format) },
    command,
    Column(
      ColumnLayout("SEGS", .right, rank: 8, minimumWidth: 5), "segments that it holds",
      order: .number { UInt64($0.segments) }
    ) { usage, _, text in text.append(usage.segments) },
    Column(
      ColumnLayout("FDS", .right, rank: 9, minimumWidth: 4),
      "open file descriptors for its segments",
      order: .number { $0.descriptors }
    ) { usage, _, text in text.append(usage.descriptors) },
    bytes("NAMED", "bytes it holds in segments with a name or key", rank: 7) { $0.named },
    bytes("REMOVED", "bytes it holds in removed segments", rank: 5) { $0.removed },
    bytes("MEMFD", "bytes it holds in memfds", rank: 6) { $0.memfds },
    total,
    bytes("FREES", "bytes freed when it exits; ? if not known", rank: 3) { $0.release },
    Column(
      ColumnLayout("UNIT", rank: 11, minimumWidth: 12, isElastic: true),
      "container ID, or systemd unit",
      order: .text { usage, format in
        DisplayText(unitOf: usage.details, in: format.charset).utf8
      }
    ) { usage, format, text in text.append(DisplayText(unitOf: usage.details, in: format.charset))
    },
    Column(
      ColumnLayout("CMDLINE", rank: 10, minimumWidth: 20, isElastic: true), "its command line",
      order: .text { usage, format in
        DisplayText(commandLineOf: usage.details, in: format.charset).utf8
      }
    ) { usage, format, text in
      text.append(DisplayText(commandLineOf: usage.details, in: format.charset))
    },
  ]

  /// The name of the program.
  package static let command = Column(
    ColumnLayout("COMMAND", rank: 1, minimumWidth: 15, isElastic: true), "name of its program",
    order: .text { usage, format in DisplayText(escaping: usage.command, in: format.charset).utf8 }
  ) { usage, format, text in text.append(escaping: usage.command, in: format.charset) }

  /// All bytes that it holds; the table is sorted by this column at first.
  package static let total = bytes(
    "TOTAL", "sum of these, also if other processes hold them", rank: 2
  ) { $0.total }

  private static func bytes(
    _ heading: DisplayText, _ meaning: DisplayText, rank: Int,
    _ value: @escaping @Sendable (ProcessUsage) -> ByteEstimate
  ) -> Column {
    Column(
      // One more for the sort mark.
      ColumnLayout(heading, .right, rank: rank, minimumWidth: heading.columns + 1), meaning,
      order: .number { value($0).rank }
    ) { usage, format, text in text.append(value(usage), format) }
  }
}

extension UInt32 {
  /// Its bytes, which sort like the numbers.
  fileprivate var bytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
