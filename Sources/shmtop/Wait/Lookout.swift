internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Looks at a segment until it is in the state that is waited for, or until the timeout.
///
/// If the kernel reports changes, a look follows each of them. Otherwise looks follow at growing intervals.
///
/// Why: Decisions/96-what-wait-may-say.md
struct Lookout {
  private let state: Wait.Awaited
  private let timeout: Int64?
  private let deadline: ContinuousClock.Instant?
  private let assumptions: Assumptions

  init(_ state: Wait.Awaited, timeout: Int64?, assuming assumptions: Assumptions) {
    self.state = state
    self.timeout = timeout
    self.assumptions = assumptions
    deadline = timeout.map { .now + .seconds($0) }
  }

  /// What a look has found.
  private enum Answer {
    case yes
    /// Yes, if the next look says so too.
    case likely
    case no(DisplayText)
    case unknown(DisplayText)
    /// It can never be so.
    case never(DisplayText)
  }

  /// Waits until there is a segment with this name, number or key.
  func waitForSegment(_ selector: Selector, _ argument: DisplayText) throws {
    var reader = SnapshotReader()
    let isSeen: Bool =
      if case .name(let name) = selector { !name.isNested } else { false }
    let watch = isSeen ? try? ChangeWatch(namesIn: "/dev/shm") : nil
    try wait(argument, watch) { _ in
      let snapshot = reader.read([])
      switch selector.resolve(in: SegmentIndex(snapshot)) {
      case .segment: return .yes
      case .ambiguous:
        _ = try SegmentSelection.resolve([(argument, selector)], in: snapshot)
        return .yes
      case .other(let other): return .no("is a \(other.typeText), not a segment")
      case .nothing:
        let unread = snapshot.problem(hiding: selector)
        return unread.map { .unknown(DisplayText($0, in: .current)) } ?? .no("no such segment")
      }
    }
  }

  /// Waits until a segment is gone, held or unheld.
  func wait(for segment: Segment, _ format: FormatOptions) throws {
    let uses: ChangeWatch.Uses =
      switch state {
      case .held: .opening
      case .unheld: .closing
      case .gone, .present: []
      }
    let isSystemV = segment.kind == .systemV
    // The kernel reports no attachment.
    let watch = isSystemV && state == .held ? nil : ChangeWatch.watch(segment, uses)
    let isOnlyName = isSystemV || segment.names.map { $0 <= 1 } ?? false
    var reader = SnapshotReader(assumptions: assumptions)
    try wait(DisplayText(segment.identity.id, in: .current), watch) { isDeleted in
      if isDeleted && isOnlyName { return answer(.freed, format) }
      if case .systemV(let identity) = segment.identity {
        return answer(SegmentUse(of: identity), format)
      }
      let snapshot = reader.read([.holders, .users])
      return answer(
        SegmentUse(of: segment.identity, in: snapshot),
        FormatOptions(charset: .current, of: snapshot))
    }
  }

  private func answer(_ use: SegmentUse, _ format: FormatOptions) -> Answer {
    let why = DisplayText(use.reasons, format)
    let yes = use.isByScanAlone ? Answer.likely : .yes
    switch (use.state, state) {
    case (.gone, .held): return .never("it is gone")
    case (.gone, _), (.unheld, .unheld): return yes
    case (.held, .held): return .yes
    case (.missing, _): return .unknown(use.reasons.isEmpty ? "the tables could not be read" : why)
    case (.unknown, .gone), (.unheld, .gone), (.held, .gone): return .no("it still exists; \(why)")
    case (.unknown, _): return .unknown(why)
    case (.held, _), (.unheld, _): return .no(why)
    }
  }

  /// Looks again and again; reports the last answer and throws if it is not yes at the end.
  ///
  /// `look` is told whether the watch has seen the file freed.
  private func wait(
    _ name: DisplayText, _ watch: ChangeWatch?, look: (Bool) throws -> Answer
  ) throws {
    var schedule = LookSchedule()
    var pause = Self.leastPause
    var wasLikely = false
    while true {
      let start = ContinuousClock.now
      watch?.clear()
      let answer = try look(watch?.isDeleted == true)
      schedule.noteEnd(ofLookSince: start)
      var words: DisplayText
      switch answer {
      case .yes: return
      case .likely:
        if wasLikely { return }
        wasLikely = true
        continue
      case .never(let why):
        StandardError.complain("\(name): \(why)")
        throw ExitCode.failure
      case .no(let why): words = "\(name): not \(state.text)\(limit): \(why)"
      case .unknown(let why): words = "\(name): not known to be \(state.text)\(limit): \(why)"
      }
      wasLikely = false
      if let deadline, .now >= deadline {
        StandardError.complain(words)
        throw ExitCode.failure
      }
      let soonest = schedule.soonest(after: pause)
      pause = min(pause * 2, Self.longestPause)
      let next = watch == nil ? soonest : max(soonest, schedule.end + Self.longestTrust)
      for (moment, watch) in [(next, watch), (soonest, nil)] {
        _ = LookSchedule.wait(
          until: min(moment, deadline ?? moment), for: watch, endsWithReader: false)
      }
    }
  }

  private var limit: DisplayText {
    timeout.map { $0 > 0 ? " within \($0) s" : "" } ?? ""
  }

  /// The pause after the first look; each is twice as long as the one before.
  private static let leastPause = Duration.milliseconds(10)
  private static let longestPause = Duration.seconds(1)
  /// The longest pause if the kernel reports changes: it reports no mount, and no lookup with `O_PATH`.
  private static let longestTrust = Duration.seconds(10)
}

extension DisplayText {
  /// The first two reasons.
  fileprivate init(_ reasons: [Verdict.Reason], _ format: FormatOptions) {
    self.init()
    for (index, reason) in reasons.prefix(2).enumerated() {
      if index > 0 { append(literal: "; ") }
      append(reason, format)
    }
  }
}
