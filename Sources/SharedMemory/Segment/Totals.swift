internal import Kernel

/// The totals of some segments, by kind and by state.
package struct Totals: Hashable, Sendable {
  /// The number and size of the segments of one kind.
  package struct Sum: Hashable, Sendable {
    package fileprivate(set) var count = 0
    /// Bytes in RAM and swap.
    ///
    /// A file with several names counts once.
    package fileprivate(set) var allocated: UInt64 = 0
    /// Bytes that their creators asked for, counted likewise.
    package fileprivate(set) var size: UInt64 = 0

    fileprivate mutating func add(_ segment: Segment, isFirstName: Bool) {
      count += 1
      guard isFirstName else { return }
      allocated = allocated.addingSaturated(segment.allocated ?? 0)
      size = size.addingSaturated(segment.size)
    }
  }

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

  /// Bytes in RAM and swap of all segments; a file with several names counts once.
  package var allocated: UInt64 {
    [posix, semaphores, memfds].reduce(systemV.allocated) { $0.addingSaturated($1.allocated) }
  }

  /// The totals of some segments.
  package init(_ segments: [Segment]) {
    var files: Set<FileIdentity> = []
    for segment in segments { add(segment, &files) }
  }

  private mutating func add(_ segment: Segment, _ files: inout Set<FileIdentity>) {
    var isFirstName = true
    if segment.hasOtherNames, let file = segment.file {
      isFirstName = files.insert(file).inserted
    }
    switch segment.kind {
    case .systemV: systemV.add(segment, isFirstName: isFirstName)
    case .posix: posix.add(segment, isFirstName: isFirstName)
    case .semaphore: semaphores.add(segment, isFirstName: isFirstName)
    case .memfd: memfds.add(segment, isFirstName: isFirstName)
    }
    if !segment.isRemoved && !segment.kind.isUnnamed {
      named.add(segment, isFirstName: isFirstName)
    }
    if segment.isRemoved { removed.add(segment, isFirstName: isFirstName) }
    if segment.verdict?.state == .orphan { orphans.add(segment, isFirstName: isFirstName) }
  }
}
