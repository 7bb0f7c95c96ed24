internal import Kernel

/// A process that made, last used or named a segment, and whether it still runs.
struct RelatedProcess: Hashable, Sendable {
  let relation: Verdict.Relation
  let process: ProcessID
  let isAlive: Bool
  /// Whether the number is another process's now.
  var isReused = false
}

extension HolderScan {
  /// A segment's creator, its last user and the process in its name, each with its state.
  func relatedProcesses(of segment: Segment) -> [RelatedProcess] {
    let times = segment.times
    var fates: [RelatedProcess] = []
    if let creator = segment.creatorProcess {
      fates.append(fate(of: creator, as: .creator, seenAt: segment.born))
    }
    // The creator's number can be the last user's by now.
    let isCreatorGone = fates.first?.isReused == true
    if let last = segment.lastProcess, last != segment.creatorProcess || isCreatorGone {
      // It can have started long after the segment was made, but not after it last used it.
      let used = [times.attach, times.detach, times.change].lazy.compactMap { $0 }.max()
      fates.append(fate(of: last, as: .lastUser, seenAt: used))
    }
    if let named = segment.application?.process {
      fates.append(fate(of: named, as: .named, seenAt: segment.born))
    }
    return fates
  }

  private func fate(
    of process: ProcessID, as relation: Verdict.Relation, seenAt moment: Timestamp?
  ) -> RelatedProcess {
    guard let life = living[process] else {
      return RelatedProcess(relation: relation, process: process, isAlive: false)
    }
    let isReused = isReused(life, seenAt: moment)
    return RelatedProcess(
      relation: relation, process: process, isAlive: !isReused, isReused: isReused)
  }

  /// Whether a process started too late to be the one of its number that was seen at a moment.
  func isReused(_ life: RunningProcess, seenAt moment: Timestamp?) -> Bool {
    guard let start = life.start, let moment else { return false }
    return moment.adding(seconds: Self.clockSlack) < start
  }

  /// Seconds by which a start is known at best: the kernel keeps it by another clock.
  private static let clockSlack: Int64 = 2
}
