internal import Kernel

/// The processes that can write to a segment now.
package struct Writers: Hashable, Sendable {
  /// Those that were found, in the order of their PIDs.
  package let holders: [Holder]
  /// Whether there are no others: everything was seen that can hold the segment.
  ///
  /// A process that opens the segment later can write too.
  package let isComplete: Bool

  /// The writers of a segment, by the scan that found its holders; `nil` if it was made after that.
  package init?(of segment: Segment, in scan: HolderScan) {
    guard let found = segment.holders else { return nil }
    holders = found.filter(\.isWritable).sorted { $0.process.rawValue < $1.process.rawValue }
    isComplete =
      scan.isEverythingRead && scan.inFlight.isEmpty && segment.kernelHolders.isEmpty
      && segment.possibleKernelHolders.isEmpty
      && segment.verdict.map { !$0.reasons.contains(where: \.leavesHoldersOpen) } == true
  }
}

extension Verdict.Reason {
  /// Whether there can be holders that were not found.
  fileprivate var leavesHoldersOpen: Bool {
    switch self {
    case .mayBeHeld, .heldByUnseen, .holdersMissing, .possibleHolders, .unreadable, .silent,
      .visibilityGap, .lockedByUnseen, .notScanned, .heldByKernel, .assumedClear:
      true
    case .nameIsGone, .markedForRemoval, .attached, .held, .creatorUnknown, .lastUserUnknown,
      .alive, .clockWasSet,
      .namedInOtherNamespace, .recent, .empty, .semaphore, .keptByDesign, .nested, .notHeld,
      .notOpen, .notAttached, .gone:
      false
    }
  }
}
