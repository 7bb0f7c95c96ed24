internal import Kernel
internal import SystemPackage

/// The segments of a snapshot with their verdicts.
///
/// While nothing of their basis changes, the next snapshot has the same segments, and none is made or
/// judged anew: there can be tens of thousands.
///
/// Why: Decisions/74-unchanged-tables.md
struct LatestSegments: Sendable {
  let segments: [Segment]
  /// The number of this list; each new list of the same reader gets the next.
  let revision: Int
  let use: SystemVUse
  /// The error of reading `/proc/sysvipc/shm`; `nil` if all of it was read.
  let systemVProblem: ReadProblem?
  let basis: SegmentBasis
  private let judged: Timestamp
  /// When the first verdict can become another because time has passed; `nil` if none can.
  private let due: Timestamp?
  private let isClockSteady: Bool
  /// When the oldest segment was made.
  private let earliest: Timestamp?

  init(
    _ segments: [Segment], revision: Int, _ problem: ReadProblem?, of basis: SegmentBasis,
    pageSize: UInt64?, at now: Timestamp, root: FilePath
  ) {
    self.segments = segments
    self.revision = revision
    use = SystemVUse(of: segments, pageSize: pageSize)
    systemVProblem = problem
    self.basis = basis
    judged = now
    var earliest: Timestamp?
    var due: Timestamp?
    for index in segments.indices {
      // Only stored properties are read: a computed one would copy the segment.
      let times = segments[index].times
      if let birth = times.birth { earliest = min(earliest ?? birth, birth) }
      if let next = VerdictRules.due(segments[index].verdict?.state, times, at: now) {
        due = min(due ?? next, next)
      }
    }
    (self.earliest, self.due) = (earliest, due)
    isClockSteady = ClockEvidence(root: root).isSteady(earliest: earliest)
  }

  /// Whether a snapshot of this basis has the same segments with the same verdicts.
  ///
  /// The tables of `basis` must equal those of ``basis``.
  func hold(for basis: SegmentBasis, at now: Timestamp, root: FilePath) -> Bool {
    // Swapping leaves no trace in the tables, nor does the start of a process that a scan does not see.
    guard basis.swapIsInUse == false, self.basis.swapIsInUse == false,
      let scan = basis.scan, scan.timestamp == self.basis.scan?.timestamp, !scan.mayMissCreators
    else { return false }
    return basis.needs == self.basis.needs && basis.unlinked == self.basis.unlinked
      && now >= judged && due.map { now < $0 } ?? true
      && ClockEvidence(root: root).isSteady(earliest: earliest) == isClockSteady
  }
}
