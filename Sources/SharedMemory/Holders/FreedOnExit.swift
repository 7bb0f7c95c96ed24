internal import Kernel

extension Segment {
  /// Its memory use, as far as the kernel reports it.
  package var cost: ByteEstimate { allocated.map { .exactly($0) } ?? .unknown }

  /// The memory that is freed when a given holder exits, by a scan of all processes.
  ///
  /// Zero if a name or another holder keeps it. If holders may have been missed, its memory use is
  /// the upper bound.
  package func freed(byExitOf holder: Holder, _ scan: HolderScan) -> ByteEstimate {
    // A name keeps it after every exit; a memfd has no name and is freed with its last holder.
    let isKeptByName = !isRemoved && kind != .memfd
    if isKeptByName && !(kind == .systemV && scan.detachingDestroys) { return .zero }
    guard let holders else { return .atMost(allocated) }
    if holders.contains(where: { $0.process != holder.process }) { return .zero }
    guard isEverybodySeen(scan) else { return .atMost(allocated) }
    // For System V the kernel counts: any attachment beyond the holder's own belongs to another
    // process.
    if kind == .systemV, let attachments, holder.attachments < attachments { return .zero }
    return cost
  }

  /// Whether all its holders are known.
  package func areAllHoldersSeen(by scan: HolderScan) -> Bool {
    holders != nil && isEverybodySeen(scan) && missingAttachments == nil
  }

  /// Whether the scan saw every possible holder and nothing has changed since.
  private func isEverybodySeen(_ scan: HolderScan) -> Bool {
    guard kind == .systemV else {
      return scan.isComplete && !scan.isLockedByUnseen(self)
    }
    return !changed(since: scan)
  }

  /// Whether it changed after the scan, so that the scan can have missed a holder.
  func changed(since scan: HolderScan) -> Bool {
    latestTime(at: scan.timestamp).map { $0.seconds >= scan.timestamp.seconds } ?? false
  }
}
