private import Glibc
internal import Kernel

extension HolderScan {
  /// Takes in which of the processes that have to do with segments run, though `/proc`
  /// hides them or has other numbers for them.
  ///
  /// The C function is `kill` with signal 0: it finds every process and sends nothing.
  mutating func findHidden(of segments: [Segment]) {
    for segment in segments {
      let processes = [
        segment.creatorProcess, segment.lastProcess, segment.application?.process,
      ]
      for case let process? in processes
      where living[process] == nil && process.rawValue > 0 {
        if kill(process.rawValue, 0) == 0 || errno == EPERM {
          living[process] = RunningProcess(start: nil, command: [])
        }
      }
    }
  }
}
