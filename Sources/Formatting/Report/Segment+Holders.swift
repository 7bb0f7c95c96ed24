internal import Kernel
package import SafeText
package import SharedMemory

extension Segment {
  /// The number of its holders, and how complete and how old the scan is.
  func holderSummary(_ scan: HolderScan?, _ format: FormatOptions) -> DisplayText {
    guard let scan else { return "not known: processes were not scanned" }
    var text = DisplayText()
    if let holders {
      text.append(count: holders.count, of: self, scan)
    } else {
      text.append("not known: it was created after the last scan")
    }
    if !possibleHolders.isEmpty {
      text.append(
        ", and \(possibleHolders.count) marked ? in another IPC namespace that may hold it")
    }
    text.append(" (\(DisplayText(summaryOf: scan, now: format.now)))")
    return text
  }

  /// Its holders, those whose exit frees most memory first.
  package func holdersByRelease(_ scan: HolderScan) -> [Holder] {
    holdersWithRelease(scan).map(\.holder)
  }

  private func holdersWithRelease(
    _ scan: HolderScan
  ) -> [(holder: Holder, released: ByteEstimate)] {
    (holders ?? []).map { ($0, freed(byExitOf: $0, scan)) }.sorted {
      ($1.1.rank, $0.0.process.rawValue) < ($0.1.rank, $1.0.process.rawValue)
    }
  }

  /// A table of its holders, those whose exit frees most memory first.
  ///
  /// Possible holders come last, with a question mark before their PID.
  func holderTable(_ scan: HolderScan?, _ format: FormatOptions) -> Grid? {
    guard let scan, let holders, !(holders.isEmpty && possibleHolders.isEmpty) else { return nil }
    var table = Grid(columns: Self.holderColumns)
    for (holder, released) in holdersWithRelease(scan) {
      table.rows.append(holder.cells(released, format))
    }
    for holder in possibleHolders {
      var cells = holder.cells(.unknown, format)
      cells[0] = "?\(cells[0])"
      table.rows.append(cells)
    }
    return table
  }

  private static let holderColumns: [Grid.Column] = [
    Grid.Column("PID", .right, rank: 0, least: 5),
    Grid.Column("USER", rank: 3, least: 6, isElastic: true),
    Grid.Column("COMMAND", rank: 1, least: 15, isElastic: true),
    Grid.Column("ATT", .right, rank: 4), Grid.Column("FDS", .right, rank: 5),
    Grid.Column("ACCESS", rank: 6), Grid.Column("FREES", .right, rank: 2),
  ]
}

extension Holder {
  /// The cells of its row.
  fileprivate func cells(_ released: ByteEstimate, _ format: FormatOptions) -> [DisplayText] {
    var user = DisplayText()
    user.append(self.user, format)
    var frees = DisplayText()
    frees.append(released, format)
    return [
      "\(process.rawValue)", user, DisplayText(escaping: command, in: format.charset),
      "\(attachments)", "\(descriptors)", accessText, frees,
    ]
  }

  /// Its access to the bytes: `rw` or `r`.
  package var accessText: DisplayText { isWritable ? "rw" : "r" }
}

extension DisplayText {
  fileprivate mutating func append(count: Int, of segment: Segment, _ scan: HolderScan) {
    let isCounted = segment.kind == .systemV || segment.areAllHoldersSeen(by: scan)
    switch (count, isCounted) {
    case (0, true) where segment.missingAttachments != nil: append("none found")
    case (0, true): append("none")
    case (0, false): append("none seen, but not all processes were read")
    case (_, true): append(count)
    case (_, false): append("\(count) seen, there may be more")
    }
    if let missing = segment.missingAttachments {
      append(", \(missing.found) of \(missing.all) attachments found")
    }
  }
}
