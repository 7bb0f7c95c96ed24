internal import SharedMemory

/// The question before several segments are removed, what is seen while they are, and what came of it.
///
/// What is removed is fixed when the question is put: it gets fewer, never more.
///
/// Why: Decisions/30-bulk-removal.md
struct BulkDialog: Sendable {
  /// What goes; orphans all.
  private(set) var targets: [Segment] {
    didSet { allocated = Totals(targets).allocated }
  }
  /// Bytes that those cost.
  private(set) var allocated: UInt64
  /// What was tagged and stays.
  private(set) var leftOut: [LeftOut]
  var phase = Phase.asking
  var isRemoveFocused = false
  /// Whether each is saved before it is removed.
  var isSaved = false
  /// Whether something was left out since the last key.
  var isChanged = false
  /// How many rows are scrolled away.
  var top = 0

  enum Phase: Sendable {
    case asking
    case removing(BulkProgress, isStopping: Bool)
    case done(BulkProgress)
  }

  struct LeftOut: Sendable {
    let segment: Segment
    let why: Exclusion
  }

  /// Why a segment is not removed together with others.
  enum Exclusion: Hashable, Sendable {
    /// It is no orphan; `nil` where nobody has looked.
    case state(Verdict.State?)
    /// A semaphore: who will need it is not known.
    case semaphore
    /// It has no name to remove.
    case unlinked
    /// Its makers warn: its ID is to be typed.
    case wantsID
    /// No application is known by its name, and it was not tagged by itself.
    case unknownName
    /// It went since.
    case gone
  }

  /// Divides what was tagged.
  init(_ tagged: [Segment], in tags: Tags) {
    var targets: [Segment] = []
    var leftOut: [LeftOut] = []
    for segment in tagged {
      if let why = Self.exclusion(of: segment, isChosen: tags.isChosen(segment)) {
        leftOut.append(LeftOut(segment: segment, why: why))
      } else {
        targets.append(segment)
      }
    }
    self.targets = targets
    self.leftOut = leftOut
    allocated = Totals(targets).allocated
  }

  private static func exclusion(of segment: Segment, isChosen: Bool) -> Exclusion? {
    if segment.isRemoved || segment.kind == .memfd { return .unlinked }
    if segment.kind == .semaphore { return .semaphore }
    guard segment.verdict?.state == .orphan else { return .state(segment.verdict?.state) }
    let application = segment.application?.application
    if application?.warning != nil { return .wantsID }
    return application == nil && segment.kind == .posix && !isChosen ? .unknownName : nil
  }

  /// Leaves out what is no orphan any more, or not there.
  mutating func follow(_ rows: TableModel) {
    guard case .asking = phase else { return }
    var present: [Identity: Segment] = [:]
    present.reserveCapacity(targets.count)
    let wanted = Set(targets.map(\.identity))
    for segment in rows.snapshot.segments where wanted.contains(segment.identity) {
      present[segment.identity] = segment
    }
    var staying: [Segment] = []
    staying.reserveCapacity(targets.count)
    for target in targets {
      guard let found = present[target.identity] else {
        leftOut.append(LeftOut(segment: target, why: .gone))
        continue
      }
      if let why = Self.exclusion(of: found, isChosen: true) {
        leftOut.append(LeftOut(segment: found, why: why))
      } else {
        staying.append(found)
      }
    }
    if staying.count < targets.count {
      isChanged = true
      isRemoveFocused = false
    }
    targets = staying
  }
}
