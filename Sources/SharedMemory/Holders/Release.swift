internal import Kernel

extension Segment {
  /// What it costs, as far as the kernel says.
  package var cost: ByteEstimate { allocated.map { .exactly($0) } ?? .unknown }

  /// How much memory goes when one of its holders exits, by a look at all processes.
  ///
  /// None where a name or somebody else keeps it. Where somebody can hold it who was not seen, what
  /// it costs is the most that can go.
  package func release(by holder: Holder, _ scan: HolderScan) -> ByteEstimate {
    // What has a name stays, whoever exits; a memfd has none and goes with its last holder.
    let isKeptByName = !isRemoved && kind != .memfd
    if isKeptByName && !(kind == .systemV && scan.detachingDestroys) { return .zero }
    guard let holders else { return .atMost(allocated) }
    if holders.contains(where: { $0.process != holder.process }) { return .zero }
    guard isEverybodySeen(scan) else { return .atMost(allocated) }
    // The kernel counts for System V: an attachment that is not its own is somebody's.
    if kind == .systemV, let attachments, holder.attachments < attachments { return .zero }
    return cost
  }

  /// Whether its holders are all that there are, by a look at all processes.
  package func areAllHoldersSeen(by scan: HolderScan) -> Bool {
    holders != nil && isEverybodySeen(scan) && missingAttachments == nil
  }

  /// Whether the look saw everybody who can hold it, or what it has was counted since.
  private func isEverybodySeen(_ scan: HolderScan) -> Bool {
    guard kind == .systemV else {
      return scan.isComplete && !scan.isLockedByUnseen(self)
    }
    return !changed(since: scan)
  }

  /// Whether something happened to it after the look, of which the look cannot know.
  func changed(since scan: HolderScan) -> Bool {
    latestTime(at: scan.timestamp).map { $0.seconds >= scan.timestamp.seconds } ?? false
  }
}
