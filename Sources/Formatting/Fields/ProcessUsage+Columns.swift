internal import Kernel
package import SafeText
package import SharedMemory

extension Column<ProcessUsage> {
  /// The columns of the table of processes that hold segments.
  ///
  /// What they hold of the limit `nearest` to its end comes right after the most important columns.
  package static func all(nearest: ResourceLimit.Resource? = nil) -> [Column] {
    let isCounted = nearest == .segments || nearest == .inodes
    return [
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
      count("SEGS", "segments that it holds", rank: 9) { UInt64($0.segments) },
      count(
        systemV, "System V segments that it holds, each a number of SHMMNI",
        rank: nearest == .segments ? 1 : 8
      ) { UInt64($0.held.systemV) },
      count("FDS", "open file descriptors for its segments", rank: 10) { $0.descriptors },
    ] + (nearest.flatMap(extra).map { [$0] } ?? []) + [
      bytes("NAMED", "bytes it holds in segments with a name or key", rank: 7) { $0.named },
      bytes("REMOVED", "bytes it holds in removed segments", rank: 5) { $0.removed },
      bytes("MEMFD", "bytes it holds in memfds", rank: 6) { $0.memfds },
      total(rank: nearest == nil ? 2 : 4),
      bytes("FREES", "bytes freed when it exits; ? if not known", rank: 3) { $0.release },
      Column(
        ColumnLayout("GOES", .right, rank: isCounted ? 1 : 5, minimumWidth: 5),
        "segments that go when it exits", order: .number { UInt64($0.going.all) }
      ) { usage, format, text in
        if usage.mayMoreGo { text.append(.atLeast, in: format.charset) }
        text.append(usage.going.all)
      },
      Column(
        ColumnLayout("UNIT", rank: 12, minimumWidth: 12, isElastic: true),
        "container ID, or systemd unit",
        order: .text { usage, format in
          DisplayText(unitOf: usage.details, in: format.charset).utf8
        }
      ) { usage, format, text in
        text.append(DisplayText(unitOf: usage.details, in: format.charset))
      },
      Column(
        ColumnLayout("CMDLINE", rank: 11, minimumWidth: 20, isElastic: true), "its command line",
        order: .text { usage, format in
          DisplayText(commandLineOf: usage.details, in: format.charset).utf8
        }
      ) { usage, format, text in
        text.append(DisplayText(commandLineOf: usage.details, in: format.charset))
      },
    ]
  }

  /// The heading of the column that shows what costs most: the use of the limit `nearest` to its end,
  /// or all bytes.
  package static func cost(nearest: ResourceLimit.Resource?) -> DisplayText {
    guard let nearest else { return total(rank: 0).layout.heading }
    return nearest == .segments ? systemV : extra(nearest)?.layout.heading ?? systemV
  }

  private static let systemV: DisplayText = "SYSV"

  /// The column of a limit that has none otherwise.
  private static func extra(_ resource: ResourceLimit.Resource) -> Column? {
    switch resource {
    case .segments: nil
    case .inodes:
      count("INODES", "files in /dev/shm that it holds, each an inode", rank: 1) {
        UInt64($0.held.files)
      }
    case .fileSystemBytes:
      bytes("SHM", "bytes it holds in /dev/shm, with a name or removed", rank: 1) { $0.fileBytes }
    case .segmentBytes:
      bytes("SHMALL", "size of its System V segments, which SHMALL limits", rank: 1) {
        $0.systemVBytes
      }
    }
  }

  /// The name of the program.
  package static let command = Column(
    ColumnLayout("COMMAND", rank: 1, minimumWidth: 15, isElastic: true), "name of its program",
    order: .text { usage, format in DisplayText(escaping: usage.command, in: format.charset).utf8 }
  ) { usage, format, text in text.append(escaping: usage.command, in: format.charset) }

  /// All bytes that it holds.
  private static func total(rank: Int) -> Column {
    bytes("TOTAL", "sum of these, also if other processes hold them", rank: rank) { $0.total }
  }

  private static func count(
    _ heading: DisplayText, _ meaning: DisplayText, rank: Int,
    _ value: @escaping @Sendable (ProcessUsage) -> UInt64
  ) -> Column {
    Column(
      // One more for the sort mark.
      ColumnLayout(heading, .right, rank: rank, minimumWidth: heading.columns + 1), meaning,
      order: .number { value($0) }
    ) { usage, _, text in text.append(value(usage)) }
  }

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
