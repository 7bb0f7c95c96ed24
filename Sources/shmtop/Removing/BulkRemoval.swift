internal import Monitor
internal import SharedMemory

/// Removes orphans one after the other, and leaves alone what is none any more.
struct BulkRemoval {
  private var collector: Collector
  /// The orphans there were at the last look.
  private var orphans: Set<Identity> = []
  /// What there was at all.
  private var present: Set<Identity> = []
  /// How many names each file has that has more than one.
  private var names: [FileIdentity: Int] = [:]
  private var looked: ContinuousClock.Instant?

  init(clearance: Clearance) { collector = Collector(clearance: clearance) }

  /// Removes them, until `isStopped`; `report` is told now and then how far it has come.
  mutating func run(
    _ segments: [Segment], isStopped: () -> Bool, report: (BulkProgress) -> Void
  ) -> BulkProgress {
    var progress = BulkProgress(total: segments.count)
    var reported = ContinuousClock.now
    for segment in segments {
      if isStopped() { break }
      lookAgain()
      remove(segment, &progress)
      if ContinuousClock.now - reported > Self.timeBetweenReports {
        reported = .now
        report(progress)
      }
    }
    return progress
  }

  private static let timeBetweenReports = Duration.milliseconds(100)
  private static let timeBetweenLooks = Duration.seconds(2)

  /// Looks at all processes, at the start and where the last look is old.
  private mutating func lookAgain() {
    if let looked, ContinuousClock.now - looked < Self.timeBetweenLooks { return }
    let snapshot = collector.collect(.holders)
    orphans = []
    present = []
    names = [:]
    for segment in snapshot.segments {
      present.insert(segment.identity)
      if segment.verdict?.state == .orphan { orphans.insert(segment.identity) }
      if segment.hasOtherNames, let file = segment.file { names[file, default: 0] += 1 }
    }
    looked = .now
  }

  private mutating func remove(_ segment: Segment, _ progress: inout BulkProgress) {
    guard orphans.contains(segment.identity) || !present.contains(segment.identity) else {
      return progress.add(segment, refused: nil)
    }
    do throws(RemovalRefusal) {
      try Removal.remove(segment.identity)
      progress.addRemoved(freeing: isLastName(of: segment) ? segment.allocated ?? 0 : 0)
    } catch {
      progress.add(segment, refused: error)
    }
  }

  /// Whether the name that was just removed was the last one of its file.
  private mutating func isLastName(of segment: Segment) -> Bool {
    guard let file = segment.file, let count = names[file] else { return true }
    names[file] = count - 1
    return count <= 1
  }
}
