internal import Kernel

extension Segment {
  /// Its bytes in RAM and swap; unknown if the kernel does not say.
  package var memoryUse: ByteEstimate { allocated.map { .exactly($0) } ?? .unknown }

  /// The bytes that are freed when a given holder exits, according to a scan of all processes.
  ///
  /// Zero if a name or another holder keeps the memory. If the scan may have missed holders, the
  /// segment's memory use is only the upper bound.
  package func freed(byExitOf holder: Holder, _ scan: HolderScan) -> ByteEstimate {
    // A name keeps it after every exit; a memfd has no name and is freed with its last holder.
    let isKeptByName = !isRemoved && !kind.isUnnamed
    if isKeptByName && !(kind == .systemV && scan.isRmidForced) { return .zero }
    guard let holders else { return .atMost(allocated) }
    if !kernelHolders.isEmpty { return .zero }
    if kind != .systemV && !(possibleHolders.isEmpty && possibleKernelHolders.isEmpty) {
      return .atMost(allocated)
    }
    if holders.contains(where: { $0.process != holder.process }) { return .zero }
    guard isFullyScanned(by: scan) else { return .atMost(allocated) }
    // The kernel counts the attachments of a System V segment. If there are more than the holder has,
    // another process has the others.
    if kind == .systemV, let attachments, holder.attachments < attachments { return .zero }
    return memoryUse
  }

  /// Whether a scan found all its holders.
  package func areAllHoldersSeen(by scan: HolderScan) -> Bool {
    isHeldAnywhere == false
      || holders != nil && isFullyScanned(by: scan) && missingAttachments == nil
  }

  /// Whether the scan read every process that can hold it, and the segment has not changed since.
  ///
  /// For System V, the kernel's count of attachments tells if processes are missing.
  private func isFullyScanned(by scan: HolderScan) -> Bool {
    guard kind == .systemV else {
      if let isHeldAnywhere { return !isHeldAnywhere }
      return scan.isComplete && !scan.isLockedByUnseen(self)
    }
    return !changed(since: scan)
  }

  /// Whether it changed after the scan, so that the scan may have missed a holder.
  func changed(since scan: HolderScan) -> Bool {
    latestTime(at: scan.timestamp).map { $0.seconds >= scan.timestamp.seconds } ?? false
  }
}
