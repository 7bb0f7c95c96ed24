package import Kernel

/// The rules that give each segment its verdict, from one scan of all processes.
///
/// The rules read nothing else. A process that could not be read counts as a possible holder, unless
/// an assumption covers it; the verdict then names the assumption.
///
/// Why: Decisions/16-in-doubt-not-an-orphan.md
package struct VerdictRules: Sendable {
  let scan: HolderScan
  let now: Timestamp
  private let assumptions: Assumptions
  /// The reasons why a file without a visible holder can have one; they are the same for all files.
  private let doubts: [Verdict.Reason]
  /// The assumptions that cleared a doubt.
  private let clearedDoubts: [Verdict.Reason]

  package init(by scan: HolderScan, at now: Timestamp, assumptions: Assumptions = Assumptions()) {
    self.scan = scan
    self.now = now
    self.assumptions = assumptions
    let doubts = scan.doubts(clearing: assumptions)
    self.doubts = doubts.left
    clearedDoubts = doubts.cleared
  }

  /// The verdict on a segment; the first state that fits counts.
  package func verdict(on segment: Segment) -> Verdict {
    let holding = holding(segment)
    if segment.isRemoved {
      let reason: Verdict.Reason = segment.kind == .systemV ? .markedForRemoval : .nameIsGone
      return Verdict(.removed, [reason] + holding)
    }
    if !holding.isEmpty { return Verdict(.inUse, holding) }
    let possible = possibleHolding(segment)
    if segment.isHeldAnywhere == true { return Verdict(.inUse, [.heldByUnseen] + possible) }
    // It is looked up once, because that takes longer than all the rules.
    let known = segment.application
    let (doubts, cleared) =
      segment.kind == .systemV ? doubts(on: segment) : fileDoubts(on: segment, known)
    if !doubts.isEmpty { return Verdict(.unknown, doubts + cleared) }
    let related = scan.relatedProcesses(of: segment, known)
    let objections = objections(to: segment, known, related)
    if !objections.isEmpty { return Verdict(.idle, objections + [notHeld(segment)] + cleared) }
    if segment.isHeldAnywhere != false && segment.changed(since: scan) {
      return Verdict(.unknown, [.notScanned])
    }
    let gone = related.map { Verdict.Reason.gone($0.relation, $0.process, isReused: $0.isReused) }
    return Verdict(.orphan, [notHeld(segment)] + gone + cleared)
  }

  /// Its holders, as reasons for a verdict.
  private func holding(_ segment: Segment) -> [Verdict.Reason] {
    let holders = segment.holders ?? []
    guard segment.kind == .systemV, let attachments = segment.attachments, attachments > 0 else {
      let processes = holders.first.map { Verdict.Reason.held(by: $0, others: holders.count - 1) }
      let others = segment.kernelHolders
      let kernel = others.first.map { Verdict.Reason.heldByKernel($0, others: others.count - 1) }
      return [processes, kernel].compactMap { $0 }
    }
    guard let missing = segment.missingAttachments else { return [.attached(attachments)] }
    if segment.changed(since: scan) { return [.attached(attachments), .notScanned] }
    let possible = segment.possibleHolders.map(\.process)
    return [.attached(attachments), .holdersMissing(found: missing.found, of: attachments)]
      + (possible.isEmpty ? [] : [.possibleHolders(possible)])
  }

  /// What may hold a file; known only by the path of the file.
  private func possibleHolding(_ segment: Segment) -> [Verdict.Reason] {
    guard segment.kind != .systemV else { return [] }
    let processes = segment.possibleHolders.map(\.process)
    let kernel = segment.possibleKernelHolders.first
    return processes.isEmpty && kernel == nil ? [] : [.mayBeHeld(processes, kernel)]
  }

  private typealias Doubts = (left: [Verdict.Reason], cleared: [Verdict.Reason])

  /// The doubts about a System V segment without attachments.
  ///
  /// The kernel counts attachments, so there is no doubt about holders. But its creator or last user
  /// can be unknown.
  private func doubts(on segment: Segment) -> Doubts {
    let isUsed = (segment.times.attach ?? segment.times.detach) != nil
    var doubts: [Verdict.Reason] = segment.creatorProcess == nil ? [.creatorUnknown] : []
    if segment.lastProcess == nil && isUsed { doubts.append(.lastUserUnknown) }
    guard !doubts.isEmpty, assumptions.items.contains(.outside) else { return (doubts, []) }
    return ([], [.assumedClear(.outside)])
  }

  /// The doubts about a file.
  ///
  /// If the kernel says that nothing holds it, it is only in doubt whether the process in its name runs.
  private func fileDoubts(on segment: Segment, _ known: KnownApplications.Entry?) -> Doubts {
    if segment.isHeldAnywhere == false {
      guard known?.processes.isEmpty == false else { return ([], []) }
      return (doubts.filter(\.hidesProcesses), clearedDoubts.filter(\.isAboutOutside))
    }
    guard segment.holders != nil else { return ([.notScanned], []) }
    let isLocked = scan.isLockedByUnseen(segment)
    let possible = possibleHolding(segment)
    return (possible + doubts + (isLocked ? [.lockedByUnseen] : []), clearedDoubts)
  }

  /// The reasons why it is unwise to remove a segment, even if it has no holders.
  private func objections(
    to segment: Segment, _ known: KnownApplications.Entry?, _ related: [RelatedProcess]
  ) -> [Verdict.Reason] {
    var objections: [Verdict.Reason] = []
    if let application = known?.application, application.keepsByDesign {
      objections.append(.keptByDesign(application.name))
    }
    if segment.kind == .semaphore { objections.append(.semaphore) }
    for named in known?.processes ?? [] where scan.innerPIDs.contains(named) {
      objections.append(.namedInOtherNamespace(named))
    }
    for process in related where process.isAlive {
      objections.append(.alive(process.relation, process.process))
    }
    if related.contains(where: \.isDoubtful) { objections.append(.clockWasSet) }
    // A known application leaves empty files only when it ends too early.
    if segment.size == 0 && known == nil { objections.append(.empty) }
    if segment.name?.isNested == true && known?.processes.isEmpty != false {
      objections.append(.nested)
    }
    if let latest = segment.latestTime(at: now), now < latest.adding(seconds: Self.grace) {
      let seconds = max(0, now.seconds.subtractingSaturated(latest.seconds))
      objections.append(.recent(seconds: seconds))
    }
    return objections
  }

  /// When a verdict can become another only because time passes; `nil` if it cannot.
  static func due(
    _ state: Verdict.State?, _ times: Segment.Times, at now: Timestamp
  ) -> Timestamp? {
    // The time matters only if nothing holds it and there is no doubt.
    guard let state, state == .idle || state == .orphan else { return nil }
    if let latest = times.latest(at: now), now < latest.adding(seconds: grace) { return now }
    return times.modify.flatMap { $0 > now ? $0 : nil }
  }

  /// Seconds after a change in which a segment is no orphan: its programs may still be setting it up.
  private static let grace: Int64 = 60

  /// The reason that it has no holders, by the kernel's count or by the scan.
  private func notHeld(_ segment: Segment) -> Verdict.Reason {
    if segment.kind == .systemV { return .notAttached }
    return segment.isHeldAnywhere == false ? .notOpen : .notHeld(processes: scan.processes)
  }
}

extension Verdict.Reason {
  /// Whether a running process can be taken for one that is gone.
  fileprivate var hidesProcesses: Bool {
    switch self {
    case .visibilityGap(.hiddenProcesses), .visibilityGap(.otherNamespaces),
      .visibilityGap(.foreignPIDs):
      true
    default: false
    }
  }

  fileprivate var isAboutOutside: Bool { self == .assumedClear(.outside) }
}
