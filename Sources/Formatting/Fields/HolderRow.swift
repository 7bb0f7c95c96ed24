internal import Kernel
package import SafeText
package import SharedMemory

/// A row of a table of holders: a process, and the segment that it holds.
package struct HolderRow: Sendable {
  /// The segment; in a table about one segment no column shows it.
  package let segment: Segment
  /// The process; `nil` if the scan does not list it any more, or if it is no process.
  package let holder: Holder?
  /// What holds the segment without a process.
  package let kernelHolder: KernelHolder?
  /// The bytes that are freed when the process exits.
  package let release: ByteEstimate
  /// What becomes of the segment when the process exits.
  package let onExit: Segment.OnExit
  /// Whether it is only a possible holder.
  package let isPossible: Bool

  package init(
    _ segment: Segment, _ holder: Holder?, release: ByteEstimate,
    onExit: Segment.OnExit = .stays, isPossible: Bool = false
  ) {
    self.segment = segment
    self.holder = holder
    kernelHolder = nil
    self.release = release
    self.onExit = onExit
    self.isPossible = isPossible
  }

  /// A row for what holds a segment without a process.
  package init(_ segment: Segment, _ holder: KernelHolder, isPossible: Bool = false) {
    self.segment = segment
    self.holder = nil
    kernelHolder = holder
    release = isPossible ? .unknown : .zero
    onExit = isPossible ? .mayGo : .stays
    self.isPossible = isPossible
  }
}

extension Column<HolderRow> {
  /// The columns of the holders of one segment.
  package static let ofSegment: [Column] = [
    Column(ColumnLayout("PID", .right, rank: 0, minimumWidth: 5)) { row, _, text in
      if row.isPossible { text.append(literal: "?") }
      if let holder = row.holder { text.append(holder.process.rawValue) }
      if row.kernelHolder != nil { text.appendNone() }
    },
    Column(ColumnLayout("USER", rank: 3, minimumWidth: 6, isElastic: true)) { row, format, text in
      if let holder = row.holder { text.append(holder.user, format) } else { text.appendNone() }
    },
    Column(
      ColumnLayout("COMMAND", rank: 1, minimumWidth: 15, isElastic: true)
    ) { row, format, text in
      if let holder = row.holder { text.append(escaping: holder.command, in: format.charset) }
      if let holder = row.kernelHolder { text.append(holder, in: format.charset) }
    },
    how(rank: 7), attachments(rank: 4), descriptors(rank: 5), access(rank: 6), release, parent,
    unit, commandLine,
  ]

  /// The columns of the segments that one process holds.
  package static let ofProcess: [Column] = [
    Column(.label, rank: 0, minimumWidth: 12, isElastic: true), Column(.kind, rank: 5),
    Column(.state, rank: 3, minimumWidth: 7), Column(.allocated, rank: 1),
    attachments(rank: 6), descriptors(rank: 7), access(rank: 8), release, goes,
  ]

  /// Those that no table of segments has, for help.
  package static let help = [
    how(rank: 0), descriptors(rank: 0), access(rank: 0), release, goes, parent, unit,
    commandLine,
  ]

  /// A column with a field of the segment.
  private init(_ field: Field, rank: Int, minimumWidth: Int = 0, isElastic: Bool = false) {
    self.init(
      ColumnLayout(
        field.name, field.alignment, rank: rank, minimumWidth: minimumWidth, isElastic: isElastic),
      field.meaning
    ) { row, format, text in field.write(row.segment, format, &text) }
  }

  private static func how(rank: Int) -> Column {
    Column(
      ColumnLayout("HOW", rank: rank),
      "how it is held: map (also if open too), open, lock, io_uring, loop, mount"
    ) { row, _, text in
      if let holder = row.kernelHolder { text.append(literal: holder.how) }
      if let holder = row.holder { text.append(holder.how.text) }
    }
  }

  private static let parent = Column(
    ColumnLayout("PPID", .right, rank: 10), "its parent process"
  ) { row, _, text in
    if let details = row.holder?.details {
      text.append(details.parent.rawValue)
    } else {
      text.appendNone()
    }
  }

  private static let unit = Column(
    ColumnLayout("UNIT", rank: 9), "container ID, or systemd unit"
  ) { row, format, text in text.append(DisplayText(unitOf: row.holder?.details, in: format.charset))
  }

  private static let commandLine = Column(
    ColumnLayout("CMDLINE", rank: 8, minimumWidth: 16, isElastic: true), "its command line"
  ) { row, format, text in
    text.append(DisplayText(commandLineOf: row.holder?.details, in: format.charset))
  }

  private static func attachments(rank: Int) -> Column {
    Column(ColumnLayout("ATT", .right, rank: rank)) { row, _, text in
      if let holder = row.holder { text.append(holder.attachments) } else { text.appendNone() }
    }
  }

  private static func descriptors(rank: Int) -> Column {
    Column(
      ColumnLayout("FDS", .right, rank: rank), "open file descriptors for it"
    ) { row, _, text in
      if let holder = row.holder { text.append(holder.descriptors) } else { text.appendNone() }
    }
  }

  private static func access(rank: Int) -> Column {
    Column(
      ColumnLayout("ACCESS", rank: rank), "rw if the process can write to it, else r"
    ) { row, _, text in text.append(row.holder?.accessText ?? "-") }
  }

  private static let release = Column(
    ColumnLayout("FREES", .right, rank: 2), "bytes freed when it exits; ? if not known"
  ) { row, format, text in text.append(row.release, format) }

  private static let goes = Column(
    ColumnLayout("GOES", rank: 4), "whether the segment goes when the process exits"
  ) { row, _, text in
    switch row.onExit {
    case .stays: text.append(literal: "no")
    case .mayGo: text.appendUnknown()
    case .goes: text.append(literal: "yes")
    }
  }
}

extension [HolderRow] {
  /// The value of a group of rows in a column: a sum, or what all have; `several` stands for different values.
  package func text(
    in column: Column<HolderRow>, several: DisplayText, _ format: FormatOptions
  ) -> DisplayText {
    var text = DisplayText()
    switch column.layout.heading {
    case "ATT": text.append(reduce(UInt64(0)) { $0.addingSaturated($1.holder?.attachments ?? 0) })
    case "FDS": text.append(reduce(UInt64(0)) { $0.addingSaturated($1.holder?.descriptors ?? 0) })
    case "FREES": text.append(reduce(ByteEstimate.zero) { $0 + $1.release }, format)
    default:
      guard let first else { break }
      text = column.text(of: first, format)
      if dropFirst().contains(where: { column.text(of: $0, format) != text }) { return several }
    }
    return text
  }
}

extension Holder {
  /// Its access to the bytes: `rw` or `r`.
  package var accessText: DisplayText { isWritable ? "rw" : "r" }
}

extension Holder.How {
  /// The word in a table.
  fileprivate var text: DisplayText {
    switch self {
    case .mapping: "map"
    case .descriptor: "open"
    case .lock: "lock"
    case .ioUring: "io_uring"
    }
  }
}
