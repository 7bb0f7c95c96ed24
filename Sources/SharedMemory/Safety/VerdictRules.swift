package import Kernel

/// The rules by which segments get their verdicts, from one scan of all processes.
///
/// Nothing but the values given decides. What could not be read counts as a possible holder, unless
/// the assumptions clear it. A verdict that rests on an assumption says so.
///
/// Why: Decisions/16-in-doubt-not-an-orphan.md
package struct VerdictRules: Sendable {
  let scan: HolderScan
  let now: Timestamp
  private let assumptions: Assumptions
  /// Why a file without a visible holder can have one; the same for all files.
  private let doubts: [Verdict.Reason]
  /// The assumptions without which there would be more doubts.
  private let clearedDoubts: [Verdict.Reason]

  package init(by scan: HolderScan, at now: Timestamp, assumptions: Assumptions = Assumptions()) {
    self.scan = scan
    self.now = now
    self.assumptions = assumptions
    let doubts = scan.doubts(clearing: assumptions)
    self.doubts = doubts.left
    clearedDoubts = doubts.cleared
  }

  /// The verdict on a segment: the first state that fits counts.
  package func verdict(on segment: Segment) -> Verdict {
    let holding = holding(segment)
    if segment.isRemoved { return Verdict(.removed, [.nameIsGone] + holding) }
    if !holding.isEmpty { return Verdict(.inUse, holding) }
    let (doubts, cleared) = segment.kind == .systemV ? doubts(on: segment) : fileDoubts(on: segment)
    if !doubts.isEmpty { return Verdict(.unknown, doubts + cleared) }
    let fates = scan.relatedProcesses(of: segment)
    let objections = objections(to: segment, fates)
    if !objections.isEmpty { return Verdict(.idle, objections + [noHolder(segment)] + cleared) }
    if segment.changed(since: scan) { return Verdict(.unknown, [.notLookedAt]) }
    let gone = fates.map { Verdict.Reason.gone($0.relation, $0.process, isReused: $0.isReused) }
    return Verdict(.orphan, [noHolder(segment)] + gone + cleared)
  }

  /// Who holds it.
  private func holding(_ segment: Segment) -> [Verdict.Reason] {
    let holders = segment.holders ?? []
    guard segment.kind == .systemV, let attachments = segment.attachments, attachments > 0 else {
      return holders.first.map { [.held(by: $0, others: holders.count - 1)] } ?? []
    }
    guard let missing = segment.missingAttachments else { return [.attached(attachments)] }
    if segment.changed(since: scan) { return [.attached(attachments), .notLookedAt] }
    let possible = segment.possibleHolders.map(\.process)
    return [.attached(attachments), .holdersMissing(found: missing.found, of: attachments)]
      + (possible.isEmpty ? [] : [.possibleHolders(possible)])
  }

  private typealias Doubts = (left: [Verdict.Reason], cleared: [Verdict.Reason])

  /// The kernel counts the attachments of System V segments; only who made and used them can be out
  /// of sight.
  private func doubts(on segment: Segment) -> Doubts {
    let isUsed = (segment.times.attach ?? segment.times.detach) != nil
    var doubts: [Verdict.Reason] = segment.creatorProcess == nil ? [.creatorUnknown] : []
    if segment.lastProcess == nil && isUsed { doubts.append(.lastUserUnknown) }
    guard !doubts.isEmpty, assumptions.items.contains(.outside) else { return (doubts, []) }
    return ([], [.assumedClear(.outside)])
  }

  private func fileDoubts(on segment: Segment) -> Doubts {
    guard segment.holders != nil else { return ([.notLookedAt], []) }
    let isLocked = scan.isLockedByUnseen(segment)
    return (isLocked ? doubts + [.lockedByUnseen] : doubts, clearedDoubts)
  }

  /// Why it is unwise to remove a segment without holders.
  private func objections(to segment: Segment, _ fates: [RelatedProcess]) -> [Verdict.Reason] {
    var objections: [Verdict.Reason] = []
    if let application = segment.application?.application, application.keepsByDesign {
      objections.append(.keptByDesign(application.name))
    }
    if segment.kind == .semaphore { objections.append(.semaphore) }
    if let named = segment.application?.process, scan.innerNumbers.contains(named) {
      objections.append(.namedElsewhere(named))
    }
    for fate in fates where fate.isAlive { objections.append(.alive(fate.relation, fate.process)) }
    if segment.size == 0 { objections.append(.empty) }
    if segment.name?.isNested == true { objections.append(.nested) }
    if let latest = segment.latestTime(at: now), now < latest.adding(seconds: Self.grace) {
      let seconds = max(0, now.seconds.subtractingSaturated(latest.seconds))
      objections.append(.recent(seconds: seconds))
    }
    return objections
  }

  /// Seconds for which a segment that changed is left alone: its makers may not be done.
  private static let grace: Int64 = 60

  /// The reason that says that it has no holders, by the kernel's count or by the scan.
  private func noHolder(_ segment: Segment) -> Verdict.Reason {
    segment.kind == .systemV ? .notAttached : .noHolder(processes: scan.processes)
  }
}
