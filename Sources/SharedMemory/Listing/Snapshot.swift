package import Kernel

/// The shared memory of the host at one moment, and the problems with reading it.
package struct Snapshot: Sendable {
  /// When reading began.
  package let timestamp: Timestamp
  package let segments: [Segment]
  /// Other files in `/dev/shm`.
  package let others: [NonSegment]
  /// `nil` if they were not asked for or could not be read.
  package let limits: KernelLimits?
  /// `nil` if it was not asked for or could not be read.
  package let memory: MemoryUsage?
  /// `nil` if `/dev/shm` could not be read.
  package let fileSystem: FileSystemUsage?
  /// The names of owners and creators, if they were asked for.
  package let accounts: Accounts
  /// The holders; `nil` if they were not asked for or `/proc` could not be read.
  package let scan: HolderScan?
  package let problems: [ReadProblem]

  package init(
    timestamp: Timestamp, segments: [Segment], others: [NonSegment] = [],
    limits: KernelLimits? = nil,
    memory: MemoryUsage? = nil, fileSystem: FileSystemUsage? = nil,
    accounts: Accounts = Accounts(), scan: HolderScan? = nil, problems: [ReadProblem] = []
  ) {
    self.timestamp = timestamp
    self.segments = segments
    self.others = others
    self.limits = limits
    self.memory = memory
    self.fileSystem = fileSystem
    self.accounts = accounts
    self.scan = scan
    self.problems = problems
  }
}
