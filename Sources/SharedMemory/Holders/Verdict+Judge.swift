extension Verdict {
  /// Judges a segment by what one look at all processes found; the first state that fits counts.
  ///
  /// Nothing but the values given decides. What could not be looked at never counts as nobody,
  /// unless the clearance vouches for it; every verdict that rests on that says so.
  package init(
    of segment: Segment, by survey: Survey, at now: Timestamp, clearance: Clearance = Clearance()
  ) {
    let judge = Judge(segment: segment, survey: survey, now: now, clearance: clearance)
    if segment.isRemoved {
      self.init(.removed, [.nameIsGone] + judge.holding)
      return
    }
    let holding = judge.holding
    if !holding.isEmpty {
      self.init(.inUse, holding)
      return
    }
    let doubts = judge.doubts
    if !doubts.isEmpty {
      self.init(.unknown, doubts + judge.cleared)
      return
    }
    let objections = judge.objections
    if !objections.isEmpty {
      self.init(.idle, objections + judge.nobody + judge.cleared)
    } else if judge.isYoungerThanLook {
      self.init(.unknown, [.notLookedAt])
    } else {
      self.init(.orphan, judge.nobody + judge.goneProcesses + judge.cleared)
    }
  }

  /// Seconds for which a segment that changed is left alone: its makers may not be done.
  package static let grace: Int64 = 60
}

/// The parts of one verdict.
private struct Judge {
  let segment: Segment
  let survey: Survey
  let now: Timestamp
  let clearance: Clearance

  /// Who holds it.
  var holding: [Verdict.Reason] {
    let holders = segment.holders ?? []
    guard segment.kind == .systemV, let attachments = segment.attachments, attachments > 0 else {
      return holders.first.map { [.held(by: $0, others: holders.count - 1)] } ?? []
    }
    let found = holders.reduce(UInt64(0)) { $0.addingSaturated($1.attachments) }
    guard found < attachments else { return [.attached(attachments)] }
    if isYoungerThanLook { return [.attached(attachments), .notLookedAt] }
    let possible = segment.possibleHolders.map(\.process)
    return [.attached(attachments), .holdersMissing(found: found, of: attachments)]
      + (possible.isEmpty ? [] : [.possibleHolders(possible)])
  }

  /// Why nobody can say that nobody holds it.
  var doubts: [Verdict.Reason] {
    if segment.kind == .systemV {
      // The kernel counted the attachments; only who made it can be out of sight.
      guard !clearance.items.contains(.outside) else { return [] }
      let isUserUnknown =
        segment.lastProcess == nil && (segment.times.attach ?? segment.times.detach) != nil
      return (segment.creatorProcess == nil ? [.creatorUnknown] : [])
        + (isUserUnknown ? [.lastUserUnknown] : [])
    }
    guard segment.holders != nil else { return [.notLookedAt] }
    var doubts: [Verdict.Reason] = []
    doubts += unreadable
    doubts += Survey.BlindSpot.allCases.filter {
      survey.blindSpots.contains($0) && !isCleared($0)
    }.map { .blindSpot($0) }
    if survey.isLockedByUnseen(segment) { doubts.append(.lockedByUnseen) }
    return doubts
  }

  private var unreadable: [Verdict.Reason] {
    var first: ProcessID?
    var count = 0
    for (process, user) in survey.unreadable where clearing(process, of: user) == nil {
      count += 1
      if process.rawValue < first?.rawValue ?? .max { first = process }
    }
    return first.map { [.unreadable(count, $0, isRoot: survey.isRoot)] } ?? []
  }

  /// The words of the clearance without which there would be a doubt.
  var cleared: [Verdict.Reason] {
    guard !clearance.items.isEmpty else { return [] }
    let isOutsideNeeded: Bool
    var needed: Set<Clearance.Item> = []
    if segment.kind == .systemV {
      isOutsideNeeded = segment.creatorProcess == nil || segment.lastProcess == nil
    } else {
      isOutsideNeeded = survey.blindSpots.contains(.otherNamespaces)
      needed = Set(survey.unreadable.compactMap { clearing($0.key, of: $0.value) })
    }
    if isOutsideNeeded { needed.insert(.outside) }
    return clearance.items.filter(needed.contains).map { .assumedClear($0) }
  }

  private func clearing(_ process: ProcessID, of user: UserID?) -> Clearance.Item? {
    clearance.items.first { item in
      switch item {
      case .process(let cleared): cleared == process
      case .user(let cleared): cleared == user
      case .outside: false
      }
    }
  }

  private func isCleared(_ blindSpot: Survey.BlindSpot) -> Bool {
    blindSpot == .otherNamespaces && clearance.items.contains(.outside)
  }

  /// Why it is unwise to remove what nobody holds.
  var objections: [Verdict.Reason] {
    var objections: [Verdict.Reason] = []
    if let application = segment.application?.application, application.keepsByDesign {
      objections.append(.keptByDesign(application.name))
    }
    if segment.kind == .semaphore { objections.append(.semaphore) }
    objections += fates.filter { $0.isAlive }.map { .alive($0.relation, $0.process) }
    if segment.size == 0 { objections.append(.empty) }
    if segment.name?.isNested == true { objections.append(.nested) }
    if let latest, now < latest.adding(seconds: Verdict.grace) {
      objections.append(.recent(seconds: max(0, now.seconds.subtractingSaturated(latest.seconds))))
    }
    return objections
  }

  /// That nobody holds it, and by whose count.
  var nobody: [Verdict.Reason] {
    segment.kind == .systemV ? [.notAttached] : [.nobody(processes: survey.processes)]
  }

  var goneProcesses: [Verdict.Reason] {
    fates.filter { !$0.isAlive }.map { .gone($0.relation, $0.process, isReused: $0.isReused) }
  }

  /// When anything last happened to it.
  private var latest: Timestamp? {
    let times = segment.times
    return [times.create, times.attach, times.detach, times.change, times.modify]
      .lazy.compactMap { $0 }.max()
  }

  /// Whether something happened to it after the look, of which the look cannot know.
  var isYoungerThanLook: Bool { latest.map { $0.seconds >= survey.taken.seconds } ?? false }

  /// What became of a process that has to do with the segment.
  private struct Fate {
    let relation: Verdict.Relation
    let process: ProcessID
    let isAlive: Bool
    /// Whether the number is another process's now.
    var isReused = false
  }

  private var fates: [Fate] {
    let times = segment.times
    let used = [times.attach, times.detach, times.change].lazy.compactMap { $0 }.max()
    var fates: [Fate] = []
    if let creator = segment.creatorProcess {
      fates.append(fate(of: creator, as: .creator, seenAt: segment.born))
    }
    if let last = segment.lastProcess, last != segment.creatorProcess {
      fates.append(fate(of: last, as: .lastUser, seenAt: used))
    }
    if let named = segment.application?.process {
      fates.append(fate(of: named, as: .named, seenAt: segment.born))
    }
    return fates
  }

  /// A process that had to do with the segment at `moment` had started before; the two clocks that
  /// tell so can differ by a little.
  private func fate(
    of process: ProcessID, as relation: Verdict.Relation, seenAt moment: Timestamp?
  ) -> Fate {
    guard let life = survey.living[process] else {
      return Fate(relation: relation, process: process, isAlive: false)
    }
    let isReused = survey.isReused(life, seenAt: moment)
    return Fate(relation: relation, process: process, isAlive: !isReused, isReused: isReused)
  }
}

extension Survey {
  /// Whether a process started too late to be the one of its number that was seen at a moment.
  func isReused(_ life: Life, seenAt moment: Timestamp?) -> Bool {
    guard let start = life.start, let moment else { return false }
    return moment.adding(seconds: Self.clockSlack) < start
  }

  /// Seconds by which a start is known at best: the kernel keeps it by another clock.
  private static let clockSlack: Int64 = 2

  fileprivate func isLockedByUnseen(_ segment: Segment) -> Bool {
    !lockedByUnseen.isEmpty && lockedByUnseen.contains(segment.heldObject)
  }
}
