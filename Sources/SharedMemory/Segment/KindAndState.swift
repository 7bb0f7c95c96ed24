/// A kind of segments in one state.
package struct KindAndState: Hashable, Sendable {
  package let kind: Segment.Kind
  package let state: Verdict.State

  package init(_ kind: Segment.Kind, _ state: Verdict.State) {
    self.kind = kind
    self.state = state
  }

  /// The kind and the state of a segment; one that was not judged is ``Verdict/State/unknown``.
  init(of segment: Segment) { self.init(segment.kind, segment.verdict?.state ?? .unknown) }

  /// All pairs, kind by kind.
  package static let all = Segment.Kind.allCases.flatMap { kind in
    Verdict.State.allCases.map { KindAndState(kind, $0) }
  }
}

extension HostSummary {
  /// Whether all segments of a kind in a state were seen; if not, their number is a lower bound.
  ///
  /// Segments with a name or an ID are listed without their holders, so only removed files and memfds
  /// need a scan of all processes. A segment whose state is unknown can be in any other state.
  package func isCounted(_ part: KindAndState) -> Bool {
    guard !snapshot.unlisted.contains(part.kind) else { return false }
    switch part.state {
    case .unknown: return true
    case .removed where part.kind == .posix || part.kind == .semaphore:
      return totals.removed.isComplete
    case .removed: return true
    case .inUse where part.kind.isUnnamed: return totals.memfds.isComplete
    case .inUse, .idle, .orphan:
      return kindsAndStates[KindAndState(part.kind, .unknown)].count == 0
    }
  }
}
