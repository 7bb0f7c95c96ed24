internal import Kernel

/// A process that a segment names, as creator, last user or in its name, and whether it still runs.
struct RelatedProcess: Hashable, Sendable {
  let relation: Verdict.Relation
  let process: ProcessID
  let isAlive: Bool
  /// Whether another process has the PID now.
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
    // If the creator is gone, the last user can be another process with the same PID.
    let isCreatorGone = fates.first?.isReused == true
    if let last = segment.lastProcess, last != segment.creatorProcess || isCreatorGone {
      // The last user can have started long after the segment was created, but not after its last use.
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

  /// Whether a process started after a moment at which another process had its PID.
  func isReused(_ life: RunningProcess, seenAt moment: Timestamp?) -> Bool {
    guard let start = life.start, let moment else { return false }
    return moment.adding(seconds: Self.clockSlack) < start
  }

  /// Seconds by which a start time can be off: the kernel measures it with another clock.
  private static let clockSlack: Int64 = 2
}
