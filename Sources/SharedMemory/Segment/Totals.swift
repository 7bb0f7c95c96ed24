package import Kernel

/// The totals of some segments, by kind and by state.
///
/// What was not looked at is not counted as absent: such a total is a lower bound.
package struct Totals: Hashable, Sendable {
  /// The number and size of the segments of one kind.
  ///
  /// A file with several names counts once; see ``CountedFiles``.
  package struct Sum: Hashable, Sendable {
    package fileprivate(set) var count = 0
    /// Bytes in RAM and swap.
    package fileprivate(set) var allocated = ByteEstimate.zero
    /// Bytes that their creators asked for.
    package fileprivate(set) var size: UInt64 = 0
    /// Whether there are no others; if not, all numbers are lower bounds.
    package fileprivate(set) var isComplete = true

    mutating func add(_ segment: Segment, isFirstName: Bool) {
      guard isFirstName else { return }
      count += 1
      allocated = allocated + segment.memoryUse
      size = size.addingSaturated(segment.size)
    }

    mutating func addUnseen() {
      isComplete = false
      allocated = allocated + .unknown
    }

    static func + (left: Self, right: Self) -> Self {
      var sum = left
      sum.count += right.count
      sum.allocated = left.allocated + right.allocated
      sum.size = left.size.addingSaturated(right.size)
      sum.isComplete = left.isComplete && right.isComplete
      return sum
    }
  }

  /// All segments.
  private var all = Sum()
  package private(set) var systemV = Sum()
  package private(set) var posix = Sum()
  package private(set) var semaphores = Sum()
  package private(set) var memfds = Sum()
  /// Segments that can be found by a name or a key: neither removed segments nor memfds.
  package private(set) var named = Sum()
  /// Removed segments whose memory is still held; they also count in their kinds.
  package private(set) var removed = Sum()
  /// Orphans; they also count in their kinds.
  package private(set) var orphans = Sum()

  /// Segments in huge pages, which are not in the host's `Shmem`; they also count in their kinds.
  package private(set) var hugePages = Sum()

  /// The total of a kind.
  package func sum(of kind: Segment.Kind) -> Sum {
    switch kind {
    case .systemV: systemV
    case .posix: posix
    case .semaphore: semaphores
    case .memfd: memfds
    }
  }

  /// Bytes in RAM and swap of all segments; a file with several names counts once.
  package var allocated: ByteEstimate { all.allocated }

  /// The shared memory of the host that no segment explains: files of other tmpfs file systems, mappings
  /// that are shared without a file, buffers of graphics, and the segments of other namespaces.
  ///
  /// What is in swap is not in `Shmem`, but it counts as allocated.
  package func unexplained(of memory: MemoryUsage) -> ByteEstimate {
    let explained = named.allocated + removed.allocated + memfds.allocated
    // Huge pages are not in it.
    let outside = memory.swapped.addingSaturated(hugePages.allocated.rank)
    let ram = explained.least - min(outside, explained.least)
    return ByteEstimate(
      atLeast: explained.most.map { memory.shared - min($0, memory.shared) } ?? 0,
      atMost: memory.shared - min(ram, memory.shared))
  }

  /// The totals of some segments.
  package init(_ segments: some Sequence<Segment>) {
    var files = CountedFiles<Group>()
    for segment in segments { add(segment, &files) }
  }

  /// The totals of the segments at some indices.
  package init(_ segments: [Segment], where isIncluded: [Bool]) {
    var files = CountedFiles<Group>()
    for index in segments.indices where isIncluded[index] { add(segments[index], &files) }
  }

  /// The totals of all segments of a snapshot, and what it did not see.
  package init(of snapshot: Snapshot) {
    self.init(snapshot.segments)
    let isListed = snapshot.unlisted.isEmpty
    if snapshot.unlisted.contains(.systemV) { systemV.addUnseen() }
    if !isListed { named.addUnseen() }
    let areHoldersSeen = snapshot.areProcessesRead
    if !isListed || !areHoldersSeen { all.addUnseen() }
    if !areHoldersSeen { memfds.addUnseen() }
    let isHeldUnseen = snapshot.scan?.holdsMore(than: snapshot.segments) == true
    if !areHoldersSeen || !isListed || isHeldUnseen { removed.addUnseen() }
    if !areHoldersSeen || snapshot.unlisted.contains(.posix) {
      posix.addUnseen()
      semaphores.addUnseen()
    }
    // A segment whose verdict is unknown can be an orphan.
    let isJudged = snapshot.segments.allSatisfy {
      $0.verdict.map { $0.state != .unknown } ?? false
    }
    if !isJudged || !isListed || snapshot.scan == nil { orphans.addUnseen() }
  }

  /// The sums in which a file with several names counts once each.
  private enum Group: Hashable {
    case all, named, removed, orphans, hugePages
    case kind(Segment.Kind)
  }

  private mutating func add(_ segment: Segment, _ files: inout CountedFiles<Group>) {
    let kind = segment.kind
    all.add(segment, isFirstName: files.isFirstName(segment, in: .all))
    let isFirstOfKind = files.isFirstName(segment, in: .kind(kind))
    switch kind {
    case .systemV: systemV.add(segment, isFirstName: isFirstOfKind)
    case .posix: posix.add(segment, isFirstName: isFirstOfKind)
    case .semaphore: semaphores.add(segment, isFirstName: isFirstOfKind)
    case .memfd: memfds.add(segment, isFirstName: isFirstOfKind)
    }
    if !segment.isRemoved && !kind.isUnnamed {
      named.add(segment, isFirstName: files.isFirstName(segment, in: .named))
    }
    if segment.hugePages != nil {
      hugePages.add(segment, isFirstName: files.isFirstName(segment, in: .hugePages))
    }
    if segment.isRemoved {
      removed.add(segment, isFirstName: files.isFirstName(segment, in: .removed))
    }
    if segment.verdict?.state == .orphan {
      orphans.add(segment, isFirstName: files.isFirstName(segment, in: .orphans))
    }
  }
}
