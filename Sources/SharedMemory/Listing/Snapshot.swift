package import Kernel
internal import SystemPackage

/// The shared memory of the host at one moment, and the problems that occurred while reading it.
package struct Snapshot: Sendable {
  /// When reading began.
  package let timestamp: Timestamp
  package let segments: [Segment]
  /// The files in `/dev/shm` that are not segments; see ``areOthersRead``.
  package let others: [NonSegment]
  /// The System V limits; `nil` if they were not asked for or could not be read.
  package let limits: KernelLimits?
  /// The host's shared memory and swap; `nil` if not asked for or unreadable.
  package let memory: MemoryUsage?
  /// The use of `/dev/shm`; `nil` if it could not be read.
  package let fileSystem: FileSystemUsage?
  /// The names of owners and creators, if they were asked for.
  package let accounts: Accounts
  /// The scan of all processes; `nil` if it was not asked for or `/proc` could not be read.
  package let scan: HolderScan?
  /// Processes that are assumed to hold nothing.
  package let assumptions: Assumptions
  package let problems: [ReadProblem]
  /// The kinds of which not all segments with a name or an ID could be listed.
  package let unlisted: Set<Segment.Kind>
  /// What is wrong with `/dev/shm`, the worst first.
  package let faults: [ShmFault]
  /// The namespaces of this program.
  package let namespaces: OwnNamespaces
  /// Two snapshots of one reader with the same revision have the same segments with the same verdicts.
  ///
  /// `nil` if that is not known.
  package let revision: Int?
  /// What System V segments use of the kernel's limits, if all could be listed.
  let use: SystemVUse

  package init(
    timestamp: Timestamp, segments: [Segment], others: [NonSegment] = [],
    limits: KernelLimits? = nil,
    memory: MemoryUsage? = nil, fileSystem: FileSystemUsage? = nil,
    accounts: Accounts = Accounts(), scan: HolderScan? = nil, problems: [ReadProblem] = [],
    unlisted: Set<Segment.Kind> = [], faults: [ShmFault] = [],
    namespaces: OwnNamespaces = OwnNamespaces(), assumptions: Assumptions = Assumptions()
  ) {
    self.init(
      timestamp: timestamp, segments: segments, others: others, limits: limits, memory: memory,
      fileSystem: fileSystem, accounts: accounts, scan: scan, problems: problems,
      unlisted: unlisted, faults: faults, namespaces: namespaces, assumptions: assumptions,
      revision: nil,
      use: SystemVUse(of: segments, pageSize: limits?.pageSize))
  }

  init(
    timestamp: Timestamp, segments: [Segment], others: [NonSegment], limits: KernelLimits?,
    memory: MemoryUsage?, fileSystem: FileSystemUsage?, accounts: Accounts, scan: HolderScan?,
    problems: [ReadProblem], unlisted: Set<Segment.Kind>, faults: [ShmFault],
    namespaces: OwnNamespaces, assumptions: Assumptions, revision: Int?, use: SystemVUse
  ) {
    self.timestamp = timestamp
    self.segments = segments
    self.others = others
    self.limits = limits
    self.memory = memory
    self.fileSystem = fileSystem
    self.accounts = accounts
    self.scan = scan
    self.assumptions = assumptions
    self.problems = problems
    self.unlisted = unlisted
    self.faults = faults
    self.namespaces = namespaces
    self.revision = revision
    self.use = use
  }

  /// Why a file can have holders that were not seen, and there can be unlinked files and memfds that were not
  /// found; empty also without a scan.
  package var doubts: [Verdict.Reason] { scan?.doubts(clearing: assumptions).left ?? [] }

  /// Whether every process was read or is assumed to hold nothing; `false` without a scan.
  package var areProcessesRead: Bool { scan != nil && doubts.isEmpty }

  /// Whether `/dev/shm` could be read, so that an empty ``others`` means that there are none.
  package var areOthersRead: Bool {
    !others.isEmpty || !problems.contains { $0.directory?.isEmpty == true }
  }

  /// Whether another snapshot has the same segments in the same order.
  package func hasSameSegments(as other: Snapshot) -> Bool {
    isUnchanged(since: other)
      || segments.count == other.segments.count
        && segments.indices.allSatisfy {
          segments[$0].identity.id == other.segments[$0].identity.id
        }
  }

  /// Whether its segments and verdicts are known to be those of an earlier snapshot of the same reader.
  package func isUnchanged(since earlier: Snapshot) -> Bool {
    revision != nil && revision == earlier.revision
  }
}

extension Snapshot {
  /// The problem because of which it is not known whether a name exists; `nil` if that is known.
  package func problem(hiding name: ShmName) -> ReadProblem? {
    problems.first { problem in
      guard let place = problem.directory else { return false }
      return place.isEmpty || name.bytes == place
        || name.bytes.starts(with: place + [UInt8(ascii: "/")])
    }
  }

  /// The problem because of which it is not known which System V segments there are; `nil` if that is known.
  package var problemHidingSystemV: ReadProblem? {
    unlisted.contains(.systemV) ? problems.first { $0.path.ends(with: "proc/sysvipc/shm") } : nil
  }
}
