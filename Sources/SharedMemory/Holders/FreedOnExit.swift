internal import Kernel

extension Segment {
  /// Its bytes in RAM and swap; unknown if the kernel does not say.
  package var memoryUse: ByteEstimate { allocated.map { .exactly($0) } ?? .unknown }

  /// What becomes of a segment when some of its holders exit.
  package enum OnExit: Hashable, Sendable {
    /// A name or another holder keeps it.
    case stays
    /// It goes, unless a holder that was not seen keeps it.
    case mayGo
    case goes
  }

  /// What becomes of it when these holders exit together, according to a scan of all processes.
  package func onExit(of leaving: [Holder], _ scan: HolderScan) -> OnExit {
    // A name keeps it after every exit; a memfd has no name and is freed with its last holder.
    let isKeptByName = !isRemoved && !kind.isUnnamed
    if isKeptByName && !(kind == .systemV && scan.isRmidForced) { return .stays }
    guard let holders else { return .mayGo }
    if !kernelHolders.isEmpty { return .stays }
    if kind != .systemV && !(possibleHolders.isEmpty && possibleKernelHolders.isEmpty) {
      return .mayGo
    }
    let processes = leaving.count == 1 ? [] : Set(leaving.map(\.process))
    let isLeaving = { (process: ProcessID) in
      leaving.count == 1 ? process == leaving[0].process : processes.contains(process)
    }
    if holders.contains(where: { !isLeaving($0.process) }) { return .stays }
    guard isFullyScanned(by: scan) else { return .mayGo }
    // The kernel counts the attachments of a System V segment. If there are more than these holders
    // have, another process has the others.
    let found = leaving.reduce(0) { $0 + $1.attachments }
    if kind == .systemV, let attachments, found < attachments { return .stays }
    return .goes
  }

  /// The bytes that are freed when these holders exit together, according to a scan of all processes.
  ///
  /// Zero if a name or another holder keeps the memory. If the scan may have missed holders, the
  /// segment's memory use is only the upper bound.
  package func freed(byExitOf leaving: [Holder], _ scan: HolderScan) -> ByteEstimate {
    memory(freedIf: onExit(of: leaving, scan))
  }

  /// The bytes that are freed when a given holder exits.
  package func freed(byExitOf holder: Holder, _ scan: HolderScan) -> ByteEstimate {
    freed(byExitOf: [holder], scan)
  }

  /// The bytes that are freed by an exit with this effect.
  func memory(freedIf effect: OnExit) -> ByteEstimate {
    switch effect {
    case .stays: .zero
    case .mayGo: .atMost(allocated)
    case .goes: memoryUse
    }
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
