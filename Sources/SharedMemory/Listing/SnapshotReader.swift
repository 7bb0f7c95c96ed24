internal import CLinux
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
    /// The values of semaphores, which are bytes of segments: no part of a snapshot.
    package static let semaphores = Needs(rawValue: 128)
    /// All parts.
    package static let all: Needs = [
      .users, .groups, .limits, .memory, .holders, .processDetails,
    ]
  }

  let root: FilePath
  private var accounts: Accounts
  var schedule = ScanSchedule()
  var kernelAnswers: KernelAnswers
  /// The scan that confirms what the latest scan did not find.
  var secondScan: (after: Timestamp, scan: HolderScan?)?
  private var residency = FileResidency()
  private let silent = SilentProcesses()
  private var latest: LatestSegments?
  /// The unlinked files that were seen through mappings since the latest scan, and for how long that counts.
  private var seen:
    (scanned: Timestamp?, until: ContinuousClock.Instant, files: [HeldObject: Segment]) =
      (nil, .now, [:])
  let assumptions: Assumptions
  private let readsOnce: Bool

  /// A reader of `/proc` and `/dev/shm` below `root`; verdicts rest on `assumptions`.
  ///
  /// With `readsOnce`, it keeps nothing that makes the next snapshot quicker, and the program keeps no large
  /// blocks of freed memory: a list of a million segments then takes half of it.
  package init(
    root: FilePath = "/", accounts: Accounts.Source = .system,
    assumptions: Assumptions = Assumptions(), readsOnce: Bool = false
  ) {
    self.root = root
    self.assumptions = assumptions
    self.readsOnce = readsOnce
    kernelAnswers = KernelAnswers(keepsAnswers: !readsOnce)
    if readsOnce { clinux_give_back_large_blocks() }
    self.accounts = Accounts(source: accounts)
  }

  /// What all scans of processes have cost.
  package var costOfScans: Duration { schedule.total }

  /// Makes the next snapshot scan processes again.
  package mutating func forceScan() { schedule.forceScan() }

  /// Reads a snapshot with the parts that are needed.
  ///
  /// If something cannot be read, the snapshot has a problem for it.
  package mutating func read(_ needs: Needs) -> Snapshot {
    FileCapabilities.use(for: .reading) { snapshot(needs) }
  }

  private mutating func snapshot(_ needs: Needs) -> Snapshot {
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
    let swapIsInUse = memory.map { $0.swapped > 0 }
    var reading = TableReading(root: root, since: latest?.basis.tables, swapIsInUse: swapIsInUse)
    if !reading.isUnchanged { schedule.noteChange() }
    let placeOfSystemV = problems.count
    let posix = attempt(&problems, reading.tables.posix.get).map(POSIXDirectory.Listing.init)
    let mounts = try? MountTable(root: root)
    let inodes =
      needs.isDisjoint(with: [.holders, .recentHolders])
      ? nil : (reading.isUnchanged ? latest?.basis.inodes : nil) ?? reading.tables.inodes
    var scan =
      attempt(&problems) { () throws(ReadProblem) in
        try self.scan(needs, listed: inodes ?? [])
      } ?? nil
    if let shortage = scan?.shortage {
      problems.append(ReadProblem(root.appending("proc"), .failed(shortage)))
    }
    let unlinked = scan.map { scan in
      if seen.scanned != scan.timestamp || seen.until < .now {
        seen = (scan.timestamp, .now + .seconds(ScanSchedule.quietSeconds), [:])
      }
      let files = UnlinkedFiles(
        root: root, scan: scan, swapIsInUse: swapIsInUse, in: posix, mounts, seen: seen.files)
      let found = files.segments(beside: inodes ?? [])
      seen.files = files.seen(in: found)
      return found
    }
    // The C library keeps the memory that the threads of the scan have freed.
    if readsOnce { clinux_give_back_memory() }
    let basis = SegmentBasis(
      tables: readsOnce ? nil : reading.tables, inodes: inodes, unlinked: unlinked, needs: needs,
      swapIsInUse: swapIsInUse, scan: scan)
    let isAnswerChanged = kernelAnswers.renew(latest?.segments ?? [], root: root)
    let found: LatestSegments
    if reading.isUnchanged, !isAnswerChanged, let latest,
      latest.hold(for: basis, at: timestamp, root: root)
    {
      found = latest
    } else {
      found = segments(&reading, basis, pageSize: limits?.pageSize, at: timestamp)
    }
    latest = readsOnce ? nil : found
    if let problem = found.systemVProblem { problems.insert(problem, at: placeOfSystemV) }
    problems += posix?.problems ?? []
    // The inodes are not read once the segments are made.
    if readsOnce { scan?.listed = nil }
    return Snapshot(
      timestamp: timestamp, segments: found.segments, others: posix?.others ?? [], limits: limits,
      memory: memory, fileSystem: posix?.usage, accounts: accounts, scan: scan,
      problems: problems, unlisted: Self.unlisted(found.systemVProblem, posix),
      faults: posix.map { ShmFault.faults(of: $0, mounts) } ?? [],
      namespaces: OwnNamespaces(root: root), assumptions: assumptions, revision: found.revision,
      use: found.use)
  }

  private static func unlisted(
    _ problem: ReadProblem?, _ posix: POSIXDirectory.Listing?
  ) -> Set<Segment.Kind> {
    var kinds: Set<Segment.Kind> = []
    if problem != nil { kinds.insert(.systemV) }
    if posix?.problems.isEmpty != true { kinds.formUnion([.posix, .semaphore]) }
    return kinds
  }

  /// Makes and judges the segments.
  private mutating func segments(
    _ reading: inout TableReading, _ basis: SegmentBasis, pageSize: UInt64?, at timestamp: Timestamp
  ) -> LatestSegments {
    let revision = (latest?.revision ?? 0) + 1
    // Memory for two generations of segments at a time is enough.
    latest = nil
    var (segments, problem) = reading.takeSegments(and: basis.unlinked ?? [])
    PostgreSQLUsers.mark(&segments)
    if let scan = basis.scan {
      judge(&segments, by: scan, at: timestamp)
      let scanner = scanner(basis.needs)
      confirmOrphans(&segments, after: scan, at: timestamp) {
        try? scanner.scan(listed: basis.inodes ?? [])
      }
    }
    HugePageFigures.correct(&segments, root: root)
    if basis.swapIsInUse == true {
      residency.complete(
        &segments, root: root,
        within: basis.needs.contains(.recentHolders) ? .refresh : .unlimited)
    }
    if !basis.needs.isDisjoint(with: [.users, .groups]) { lookUpNames(of: segments, basis.needs) }
    return LatestSegments(
      segments, revision: revision, problem, of: basis, pageSize: pageSize, at: timestamp,
      root: root)
  }

  private mutating func scan(
    _ needs: Needs, listed: Set<UInt64>
  ) throws(ReadProblem) -> HolderScan? {
    let scanner = scanner(needs)
    var scan: HolderScan?
    if needs.contains(.holders) {
      scan = try scanner.scan(listed: listed)
    } else if needs.contains(.recentHolders) {
      scan = try schedule.scan(scanner, listed: listed)
    }
    scan?.vouch(assumptions)
    return scan
  }

  func scanner(_ needs: Needs) -> HolderScanner {
    HolderScanner(
      root: root, interface: nil, readsDetails: needs.contains(.processDetails), silent: silent)
  }

  private mutating func lookUpNames(of segments: [Segment], _ needs: Needs) {
    let needsUsers = needs.contains(.users)
    let needsGroups = needs.contains(.groups)
    // Neighbours mostly have the same owner and holder: comparing with the last one saves a lookup.
    var last: Ownership?
    var lastHolder: UserID?
    // By index, because copying a segment is expensive.
    for index in segments.indices {
      if needsUsers {
        for holder in segments[index].holders ?? [] where holder.user != lastHolder {
          accounts.lookUp(holder.user)
          lastHolder = holder.user
        }
        if segments[index].rare != nil {
          for holder in segments[index].possibleHolders { accounts.lookUp(holder.user) }
        }
      }
      let (owner, creator) = (segments[index].owner, segments[index].creator)
      if owner == last && (creator == nil || creator == last) { continue }
      for case let ownership? in [owner, creator] where ownership != last {
        if needsUsers { accounts.lookUp(ownership.user) }
        if needsGroups { accounts.lookUp(ownership.group) }
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
