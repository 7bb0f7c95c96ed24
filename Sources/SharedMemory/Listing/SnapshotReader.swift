internal import Kernel
package import SystemPackage

/// Reads snapshots, and keeps user names and the last scan of processes between them.
package struct SnapshotReader: Sendable {
  /// The optional parts of a snapshot; each costs time.
  package struct Needs: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The names of users.
    package static let users = Needs(rawValue: 1)
    /// The names of groups.
    package static let groups = Needs(rawValue: 8)
    /// The kernel's limits.
    package static let limits = Needs(rawValue: 2)
    /// The host's use of memory and swap.
    ///
    /// Without it the resident and swapped bytes of files are unknown.
    package static let memory = Needs(rawValue: 4)
    /// The holders: a scan of every process.
    package static let holders = Needs(rawValue: 16)
    /// The holders, from a scan that can be some seconds old; see ``ScanSchedule``.
    package static let recentHolders = Needs(rawValue: 32)
    /// The command lines and the control groups of holders.
    package static let processDetails = Needs(rawValue: 64)
    /// All parts.
    package static let all: Needs = [
      .users, .groups, .limits, .memory, .holders, .processDetails,
    ]
  }

  let root: FilePath
  private var accounts: Accounts
  var schedule = ScanSchedule()
  var kernelAnswers = KernelAnswers()
  /// The scan that confirms what the latest scan did not find.
  var secondScan: (after: Timestamp, scan: HolderScan?)?
  private var residency = FileResidency()
  private let silent = SilentProcesses()
  let assumptions: Assumptions

  /// A reader of `/proc` and `/dev/shm` below `root`; verdicts rest on `assumptions`.
  package init(
    root: FilePath = "/", accounts: Accounts.Source = .system,
    assumptions: Assumptions = Assumptions()
  ) {
    self.root = root
    self.assumptions = assumptions
    self.accounts = Accounts(source: accounts)
  }

  /// Makes the next snapshot scan processes again.
  package mutating func forceScan() { schedule.forceScan() }

  /// Reads a snapshot with the parts that are needed.
  ///
  /// If something cannot be read, the snapshot has a problem for it.
  package mutating func read(_ needs: Needs) -> Snapshot {
    let timestamp = Timestamp.now
    var problems: [ReadProblem] = []
    let memory =
      !needs.contains(.memory)
      ? nil
      : attempt(&problems) { () throws(ReadProblem) in
        try MemoryUsage(root: root)
      }
    let limits =
      !needs.contains(.limits)
      ? nil
      : attempt(&problems) { () throws(ReadProblem) in
        try KernelLimits(root: root)
      }
    let (table, directory) = tables(swapIsInUse: memory.map { $0.swapped > 0 })
    let systemV = attempt(&problems, table.get)
    if let problem = systemV?.problem { problems.append(problem) }
    let posix = attempt(&problems, directory.get)
    problems += posix?.problems ?? []
    let mounts = try? MountTable(root: root)
    let listed =
      needs.isDisjoint(with: [.holders, .recentHolders]) ? [] : inodes(of: posix?.segments ?? [])
    let scan =
      attempt(&problems) { () throws(ReadProblem) in
        try self.scan(needs, listed: listed)
      } ?? nil
    if let shortage = scan?.shortage {
      problems.append(ReadProblem(root.appending("proc"), .failed(shortage)))
    }
    let unlinked = scan.map { scan in
      UnlinkedFiles(
        root: root, scan: scan, swapIsInUse: memory.map { $0.swapped > 0 }, in: posix, mounts
      ).segments(beside: listed)
    }
    let parts = [systemV?.segments ?? [], posix?.segments ?? [], unlinked ?? []]
    var segments: [Segment] = []
    segments.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { segments += part }
    PostgreSQLUsers.mark(&segments)
    if let scan {
      judge(&segments, by: scan, at: timestamp)
      let scanner = scanner(needs)
      confirmOrphans(&segments, after: scan, at: timestamp) { try? scanner.scan(listed: listed) }
    }
    HugePageFigures.correct(&segments, root: root)
    if let memory, memory.swapped > 0 {
      residency.complete(
        &segments, root: root, within: needs.contains(.recentHolders) ? .refresh : .unlimited)
    }
    if !needs.isDisjoint(with: [.users, .groups]) { lookUpNames(of: segments, needs) }
    return Snapshot(
      timestamp: timestamp, segments: segments, others: posix?.others ?? [], limits: limits,
      memory: memory, fileSystem: posix?.usage, accounts: accounts, scan: scan,
      problems: problems, unlisted: Self.unlisted(systemV, posix),
      faults: posix.map { ShmFault.faults(of: $0, mounts) } ?? [],
      namespaces: OwnNamespaces(root: root))
  }

  private static func unlisted(
    _ systemV: SystemVTable.Listing?, _ posix: POSIXDirectory.Listing?
  ) -> Set<Segment.Kind> {
    var kinds: Set<Segment.Kind> = []
    if systemV == nil || systemV?.problem != nil { kinds.insert(.systemV) }
    if posix?.problems.isEmpty != true { kinds.formUnion([.posix, .semaphore]) }
    return kinds
  }

  private func tables(
    swapIsInUse: Bool?
  ) -> (Result<SystemVTable.Listing, ReadProblem>, Result<POSIXDirectory.Listing, ReadProblem>) {
    let table = SystemVTable(root: root)
    let directory = POSIXDirectory(root: root)
    // Starting a thread takes as long as reading a few hundred files, so it pays only if there are
    // many.
    return concurrently(
      withThread: directory.isLarge,
      { Result { () throws(ReadProblem) in try table.read() } },
      { Result { () throws(ReadProblem) in try directory.read(swapIsInUse: swapIsInUse) } })
  }

  private func inodes(of segments: [Segment]) -> Set<UInt64> {
    var inodes = Set<UInt64>(minimumCapacity: segments.count)
    for index in segments.indices {
      if let file = segments[index].file { inodes.insert(file.inode) }
    }
    return inodes
  }

  private mutating func scan(
    _ needs: Needs, listed: Set<UInt64>
  ) throws(ReadProblem) -> HolderScan? {
    let scanner = scanner(needs)
    if needs.contains(.holders) { return try scanner.scan(listed: listed) }
    return needs.contains(.recentHolders) ? try schedule.scan(scanner, listed: listed) : nil
  }

  func scanner(_ needs: Needs) -> HolderScanner {
    HolderScanner(
      root: root, interface: nil, readsDetails: needs.contains(.processDetails), silent: silent)
  }

  private mutating func lookUpNames(of segments: [Segment], _ needs: Needs) {
    // Neighbours mostly have the same owner: comparing with the last one saves a lookup.
    var last: Ownership?
    // By index, because copying a segment is expensive.
    for index in segments.indices {
      for holder in segments[index].holders ?? [] where needs.contains(.users) {
        accounts.lookUp(holder.user)
      }
      for holder in segments[index].possibleHolders where needs.contains(.users) {
        accounts.lookUp(holder.user)
      }
      let (owner, creator) = (segments[index].owner, segments[index].creator)
      if owner == last && (creator == nil || creator == last) { continue }
      for case let ownership? in [owner, creator] where ownership != last {
        if needs.contains(.users) { accounts.lookUp(ownership.user) }
        if needs.contains(.groups) { accounts.lookUp(ownership.group) }
        last = ownership
      }
    }
  }

  private func attempt<Value>(
    _ problems: inout [ReadProblem], _ read: () throws(ReadProblem) -> Value
  ) -> Value? {
    do throws(ReadProblem) { return try read() } catch {
      problems.append(error)
      return nil
    }
  }
}
