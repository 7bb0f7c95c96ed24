internal import Kernel
internal import SafeText
package import SharedMemory

extension HostSummary {
  /// The summary as `shmtop summary` prints it: tables with headings, then sentences.
  package func bytes(_ format: FormatOptions) -> [UInt8] {
    var lines: [DisplayText] = []
    add(LimitRow.columns(format), of: LimitRow.all(of: self), to: &lines, format)
    lines += alarms(format)
    let tables = [
      table("KIND", Segment.Kind.allCases.map { ($0.text, totals.sum(of: $0)) }),
      table("STATE", states.parts.map { ($0.key.map(\.text) ?? "?", $0.sum) }),
      table("OWNER", owners) { user in
        guard let user else { return "?" }
        var text = DisplayText()
        text.append(user, format)
        return text
      },
      table("APPLICATION", applications) { name in
        name.map { DisplayText(escaping: $0, in: format.charset) } ?? "not known"
      },
    ]
    let width = tables.reduce(0) { widest, table in
      table.1.reduce(max(widest, table.0.columns)) { max($0, $1.title.columns) }
    }
    for (heading, rows) in tables {
      add(
        SumRow.columns(heading, width: min(width, Self.widestTitle)), of: rows, to: &lines, format)
    }
    if let processes, !processes.isEmpty {
      let nearest = snapshot.nearestLimit?.resource
      let holders = processes.filter { usage in nearest.map { usage.use(of: $0) != .zero } ?? true }
      let columns = Column<ProcessUsage>.all(nearest: nearest).filter { $0.layout.rank < 10 }
      add(columns, of: holders.prefix(Self.mostProcesses), to: &lines, format)
    }
    lines.append(DisplayText())
    lines += sentences(format)
    return lines.flatMap { $0.utf8 + [UInt8(ascii: "\n")] }
  }

  /// The number of owners and of applications that are listed; the others are one row.
  private static let mostParts = 10
  private static let mostProcesses = 5
  private static let widestTitle = 32

  private func add<Row>(
    _ columns: [Column<Row>], of rows: some Sequence<Row>, to lines: inout [DisplayText],
    _ format: FormatOptions
  ) {
    let grid = Grid(columns, of: rows, format)
    guard !grid.rows.isEmpty else { return }
    let places = grid.places(in: Self.room)
    if !lines.isEmpty { lines.append(DisplayText()) }
    lines.append(grid.headings(at: places))
    for row in grid.rows.indices { lines.append(grid.line(row, at: places)) }
  }

  /// More columns than any table has.
  private static let room = 1000

  private func table(
    _ heading: DisplayText, _ sums: [(DisplayText, Totals.Sum)]
  ) -> (DisplayText, [SumRow]) {
    (heading, sums.map { SumRow(title: $0.0, sum: $0.1) })
  }

  private func table<Key>(
    _ heading: DisplayText, _ breakdown: Breakdown<Key>, _ title: (Key) -> DisplayText
  ) -> (DisplayText, [SumRow]) {
    let (parts, others) = breakdown.largest(Self.mostParts)
    var rows = parts.map { SumRow(title: title($0.key), sum: $0.sum) }
    if let others { rows.append(SumRow(title: "\(others.count) others", sum: others.sum)) }
    return (heading, rows)
  }

  // MARK: Sentences

  /// What is nearly used up, what fails then, and by segments in which states; after an empty line.
  private func alarms(_ format: FormatOptions) -> [DisplayText] {
    let alarms = snapshot.resourceLimits.filter(\.isNearlyUsedUp).map { limit -> DisplayText in
      let isInBytes: Bool
      var line: DisplayText
      switch limit.resource {
      case .segments:
        line = "When SHMMNI is used up, shmget fails with 'No space left on device'. System V: "
        isInBytes = false
      case .segmentBytes:
        line = "When SHMALL is used up, shmget fails with 'No space left on device'. System V: "
        isInBytes = true
      case .fileSystemBytes:
        line = "When /dev/shm is full, writing to a new page of a segment raises SIGBUS. In it: "
        isInBytes = true
      case .inodes:
        line = "When all inodes are used, shm_open fails with 'No space left on device'. In use: "
        isInBytes = false
      }
      let kinds: [Segment.Kind] =
        switch limit.resource {
        case .segments, .segmentBytes: [.systemV]
        case .fileSystemBytes, .inodes: [.posix, .semaphore]
        }
      let parts = Breakdown(
        of: snapshot.segments.filter { kinds.contains($0.kind) }, isComplete: true
      ) { $0.verdict?.state }.parts
      for (index, part) in parts.enumerated() {
        if index > 0 { line.append(literal: ", ") }
        if isInBytes {
          line.append(bytes: part.sum.bytes(of: limit.resource), in: format.units)
        } else {
          line.append(part.sum.count)
        }
        line.append(literal: " ")
        line.append(part.key?.text ?? "not judged")
      }
      if parts.isEmpty { line.append(literal: "no segment that can be seen") }
      // Files with a name are all listed, but those without are found through processes.
      if kinds != [.systemV] && !snapshot.areProcessesRead {
        line.append(literal: ", and perhaps unlinked files that were not seen")
      }
      line.append(literal: ".")
      return line
    }
    return alarms.isEmpty ? [] : [DisplayText()] + alarms
  }

  private func sentences(_ format: FormatOptions) -> [DisplayText] {
    var lines: [DisplayText] = []
    if let memory = snapshot.memory { lines.append(shmem(memory, format)) }
    if let oldestOrphan { lines.append(orphan(oldestOrphan, format)) }
    if snapshot.faults.isEmpty {
      if snapshot.fileSystem != nil { lines.append("/dev/shm is mounted as it should be.") }
    } else {
      for fault in snapshot.faults {
        var line = DisplayText(fault, format)
        line.append(literal: ".")
        lines.append(line)
      }
    }
    if let scan = snapshot.scan {
      var line = DisplayText()
      line.append(sentenceOn: scan, now: format.now)
      lines.append(line)
    }
    if let unknown = UnknownStates(of: snapshot.segments) {
      var line = unknown.text(format)
      line.append(literal: ".")
      lines.append(line)
    }
    return lines
  }

  /// What explains the host's shared memory.
  private func shmem(_ memory: MemoryUsage, _ format: FormatOptions) -> DisplayText {
    let isInOwnNamespace = snapshot.namespaces.isInOwnNamespace
    var line: DisplayText = isInOwnNamespace ? "Shmem of the host " : "Shmem "
    line.append(bytes: memory.shared, in: format.units)
    line.append(isInOwnNamespace ? "; here: named " : ": named ")
    line.append(totals.named.allocated, format)
    line.append(", removed but held ")
    line.append(totals.removed.allocated, format)
    line.append(", memfds ")
    line.append(totals.memfds.allocated, format)
    if snapshot.fileSystem?.type == .tmpfs {
      line.append(isInOwnNamespace ? ", elsewhere " : ", other ")
      line.append(totals.unexplained(of: memory), format)
    }
    line.append(literal: ".")
    if totals.hugePages.count > 0 {
      line.append(" In huge pages, not in Shmem: ")
      line.append(totals.hugePages.allocated, format)
      line.append(literal: ".")
    }
    return line
  }

  private func orphan(_ orphan: Segment, _ format: FormatOptions) -> DisplayText {
    var line: DisplayText =
      "The oldest orphan is \(DisplayText(orphan.identity.id, in: format.charset))"
    if let birth = orphan.birth {
      line.append(literal: ", ")
      line.append(age: birth, now: format.now)
      line.append(literal: " old")
    }
    line.append(literal: "; 'shmtop rm --orphans' lists what it would remove.")
    return line
  }
}

extension Totals.Sum {
  /// The bytes that count against a limit: the sizes for SHMALL, or what is in use.
  fileprivate func bytes(of resource: ResourceLimit.Resource) -> UInt64 {
    resource == .segmentBytes ? size : allocated.least
  }
}

/// A row of the tables of totals.
private struct SumRow: Sendable {
  let title: DisplayText
  let sum: Totals.Sum

  static func columns(_ heading: DisplayText, width: Int) -> [Column<SumRow>] {
    [
      Column(ColumnLayout(heading, rank: 0, minimumWidth: width)) { row, _, text in
        text.append(row.title)
      },
      Column(ColumnLayout("SEGMENTS", .right, rank: 0)) { row, format, text in
        if !row.sum.isComplete { text.append(.atLeast, in: format.charset) }
        text.append(row.sum.count)
      },
      Column(ColumnLayout("SIZE", .right, rank: 0, minimumWidth: 7)) { row, format, text in
        if !row.sum.isComplete { text.append(.atLeast, in: format.charset) }
        text.append(bytes: row.sum.size, in: format.units)
      },
      Column(ColumnLayout("ALLOC", .right, rank: 0, minimumWidth: 7)) { row, format, text in
        text.append(row.sum.allocated, format)
      },
    ]
  }
}
