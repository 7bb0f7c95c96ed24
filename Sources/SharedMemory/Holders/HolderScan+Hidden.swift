internal import Kernel

extension HolderScan {
  /// Takes in which of the processes that have to do with segments run, though `/proc`
  /// hides them or has other numbers for them.
  mutating func findHidden(of segments: [Segment]) {
    for segment in segments {
      let processes = [
        segment.creatorProcess, segment.lastProcess, segment.application?.process,
      ]
      for case let process? in processes
      where living[process] == nil && process.rawValue > 0 {
        if ProcessDirectory.runs(process) {
          living[process] = RunningProcess(start: nil, command: [])
        }
      }
    }
  }
}
