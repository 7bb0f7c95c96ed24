internal import Kernel
internal import SafeText
package import SharedMemory

extension Segment {
  /// The number of its holders, and how complete and how old the scan is.
  func holderSummary(_ scan: HolderScan?, _ format: FormatOptions) -> DisplayText {
    guard let scan else { return "not known: processes were not scanned" }
    var text = DisplayText()
    if isHeldAnywhere == false && holders?.isEmpty == true {
      // That is certain, whatever a scan has missed.
      if kernelHolders.isEmpty {
        text.append("none, as the kernel says")
      } else {
        text.append("no process, as the kernel says, but ")
        text.append("\(counted: kernelHolders.count, "mount or loop device")")
      }
      text.append(age: scan, now: format.now)
      return text
    }
    if kind == .systemV, let holders, !holders.isEmpty, let attachments, missingAttachments == nil {
      // The kernel counts them, so none is missing.
      text.append("\(holders.count), \(counted: attachments, "attachment"), all found")
      text.append(age: scan, now: format.now)
      return text
    }
    if let holders {
      text.append(count: holders.count, of: self, scan)
    } else {
      text.append("not known: it was created after the last scan")
    }
    if !kernelHolders.isEmpty {
      text.append(", \(counted: kernelHolders.count, "mount or loop device")")
    }
    let possible = possibleHolders.count + possibleKernelHolders.count
    if possible > 0 { text.append(", \(possible) possible (marked ?)") }
    text.append(" (\(DisplayText(summaryOf: scan, now: format.now)))")
    return text
  }

  /// The holders that a segment had when it was last seen.
  func lastHolders(_ format: FormatOptions) -> DisplayText {
    guard let holders, !holders.isEmpty else { return "none" }
    var text: DisplayText = "none now; last seen: "
    text.append(holders: holders.inOrder, in: format.charset)
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
    guard let scan, holders != nil else { return nil }
    let rows =
      holdersWithRelease(scan).map { HolderRow(self, $0.holder, release: $0.released) }
      + kernelHolders.map { HolderRow(self, $0) }
      + possibleHolders.map { HolderRow(self, $0, release: .unknown, isPossible: true) }
      + possibleKernelHolders.map { HolderRow(self, $0, isPossible: true) }
    if rows.isEmpty { return nil }
    return Grid(Column<HolderRow>.ofSegment, of: rows, format)
  }
}

extension Segment {
  /// The memory that is freed if all its holders exit; `nil` if one of them frees as much alone.
  func freedTogether(_ scan: HolderScan?, _ format: FormatOptions) -> DisplayText? {
    guard let scan, let holders, holders.count > 1 else { return nil }
    let together = freed(byExitOf: holders, scan)
    guard together.rank > 0, !holders.contains(where: { freed(byExitOf: $0, scan).rank > 0 })
    else { return nil }
    var text: DisplayText = "together "
    text.append(together, format)
    text.append(": that is freed when all \(holders.count) exit")
    return text
  }
}

extension DisplayText {
  fileprivate mutating func append(count: Int, of segment: Segment, _ scan: HolderScan) {
    let isCounted = segment.kind == .systemV || segment.areAllHoldersSeen(by: scan)
    switch (count, isCounted) {
    case (0, true) where segment.missingAttachments != nil: append("none found")
    case (0, true): append("none")
    case (0, false): append(DisplayText(noHolderSeenIn: scan))
    case (_, true): append(count)
    case (_, false): append("\(count) seen; there may be more")
    }
    if let missing = segment.missingAttachments {
      append(", \(missing.found) of \(missing.all) attachments found")
    }
  }
}
