internal import Kernel
internal import SystemPackage

extension HolderScan {
  /// The reasons why a file without visible holders can still have one.
  ///
  /// Doubts that an assumption clears are not `left`; the assumption is in `cleared`.
  package func doubts(
    clearing assumptions: Assumptions
  ) -> (left: [Verdict.Reason], cleared: [Verdict.Reason]) {
    var left: [Verdict.Reason] = []
    var cleared: Set<Assumptions.Item> = []
    var refused: [ProcessID] = []
    var silent: [ProcessID] = []
    for (process, user) in unreadable {
      if let item = assumptions.item(for: process, of: user) {
        cleared.insert(item)
      } else {
        if self.silent.contains(process) { silent.append(process) } else { refused.append(process) }
      }
    }
    if let first = refused.min(by: { $0.rawValue < $1.rawValue }) {
      left.append(.unreadable(refused.count, first, isRoot: isRoot))
    }
    if let first = silent.min(by: { $0.rawValue < $1.rawValue }) {
      left.append(.silent(silent.count, first))
    }
    for visibilityGap in VisibilityGap.allCases where visibilityGaps.contains(visibilityGap) {
      if visibilityGap == .otherNamespaces && assumptions.items.contains(.outside) {
        cleared.insert(.outside)
      } else {
        left.append(.visibilityGap(visibilityGap))
      }
    }
    return (left, assumptions.items.filter(cleared.contains).map { .assumedClear($0) })
  }

  /// Whether a process that was not found as a holder has locked the segment's file.
  func isLockedByUnseen(_ segment: Segment) -> Bool {
    !lockedByUnseen.isEmpty && lockedByUnseen.contains(segment.heldObject)
  }
}

extension Assumptions {
  /// The assumption that covers a process; `nil` if none does.
  fileprivate func item(for process: ProcessID, of user: UserID?) -> Item? {
    items.first { item in
      switch item {
      case .process(let cleared): cleared == process
      case .user(let cleared): cleared == user
      case .outside: false
      }
    }
  }
}
