internal import SharedMemory

/// Looks again every two seconds whether orphans that wait for their removal still are some.
struct OrphanCheck {
  private var collector: Collector
  private var changed: Set<SegmentID> = []
  private var next: ContinuousClock.Instant

  /// A check by a collector; with `isDue` the first look is taken at once, as nobody has just looked.
  init(_ collector: Collector, isDue: Bool = false) {
    self.collector = collector
    next = isDue ? .now : .now + Self.interval
  }

  /// Whether nobody has come to a segment by the latest look, which is taken where one is due.
  ///
  /// One that is not there is for the removal to find out.
  mutating func isStillOrphan(_ segment: Segment) -> Bool {
    if ContinuousClock.now >= next {
      look()
      next = .now + Self.interval
    }
    return !changed.contains(segment.identity.id)
  }

  private mutating func look() {
    changed = []
    for segment in collector.collect(.holders).segments
    where segment.verdict?.state != .orphan {
      changed.insert(segment.identity.id)
    }
  }

  private static let interval = Duration.seconds(2)
}
