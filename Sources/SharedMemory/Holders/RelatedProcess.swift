internal import Kernel

/// A process that a segment names, as creator, last user or in its name, and whether it still runs.
struct RelatedProcess: Hashable, Sendable {
  let relation: Verdict.Relation
  let process: ProcessID
  let isAlive: Bool
  /// Whether another process has the PID now.
  var isReused = false
  /// Whether it seems to be another process, but only by a clock that was set.
  var isDoubtful = false
}

extension HolderScan {
  /// A segment's creator, its last user and the processes that its application has in its name, each with
  /// its state.
  func relatedProcesses(
    of segment: Segment, _ known: KnownApplications.Entry?
  ) -> [RelatedProcess] {
    let times = segment.times
    var processes: [RelatedProcess] = []
    if let creator = segment.creatorProcess {
      processes.append(relatedProcess(of: creator, as: .creator, seenAt: segment.birth))
    }
    // If the creator is gone, the last user can be another process with the same PID.
    let isCreatorGone = processes.first?.isReused == true
    if let last = segment.lastProcess, last != segment.creatorProcess || isCreatorGone {
      // The last user can have started long after the segment was created, but not after its last use.
      let used = [times.attach, times.detach, times.change].lazy.compactMap { $0 }.max()
      processes.append(relatedProcess(of: last, as: .lastUser, seenAt: used))
    }
    for named in known?.processes ?? [] {
      processes.append(relatedProcess(of: named, as: .named, seenAt: segment.birth))
    }
    return processes
  }

  private func relatedProcess(
    of process: ProcessID, as relation: Verdict.Relation, seenAt moment: Timestamp?
  ) -> RelatedProcess {
    guard let running = living[process] else {
      return RelatedProcess(relation: relation, process: process, isAlive: false)
    }
    let isYounger = startedAfter(running, moment)
    let isReused = isYounger && isClockSteady
    return RelatedProcess(
      relation: relation, process: process, isAlive: !isReused, isReused: isReused,
      isDoubtful: isYounger && !isReused)
  }

  /// Whether a process seems to have started after a moment at which a process had its PID.
  func startedAfter(_ running: RunningProcess, _ moment: Timestamp?) -> Bool {
    guard let start = running.start, let moment else { return false }
    return moment.adding(seconds: Self.clockSlack) < start
  }

  /// Seconds by which a start time can be off: the kernel measures it with another clock.
  private static let clockSlack: Int64 = 2
}
