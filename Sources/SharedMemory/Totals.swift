/// What the segments of a snapshot come to.
package struct Totals: Hashable, Sendable {
  /// How many segments of a kind there are, and what they cost.
  package struct Sum: Hashable, Sendable {
    package fileprivate(set) var count = 0
    /// Bytes in RAM and swap.
    ///
    /// A file with several names counts once.
    package fileprivate(set) var allocated: UInt64 = 0
    /// Bytes that their creators asked for.
    package fileprivate(set) var size: UInt64 = 0

    fileprivate mutating func add(_ segment: Segment) {
      allocated = allocated.addingSaturated(segment.allocated ?? 0)
      size = size.addingSaturated(segment.size)
    }
  }

  package private(set) var systemV = Sum()
  package private(set) var posix = Sum()
  package private(set) var semaphores = Sum()
  /// Segments without a name whose memory something still holds; they count in their kinds too.
  package private(set) var removed = Sum()

  /// The totals of some segments.
  package init(_ segments: [Segment]) {
    var files: Set<FileIdentity> = []
    for segment in segments {
      let isFirstName = segment.file.map { files.insert($0).inserted } ?? true
      switch segment.kind {
      case .systemV: Self.count(segment, isFirstName, in: &systemV)
      case .posix: Self.count(segment, isFirstName, in: &posix)
      case .semaphore: Self.count(segment, isFirstName, in: &semaphores)
      }
      if segment.isRemoved { Self.count(segment, isFirstName, in: &removed) }
    }
  }

  private static func count(_ segment: Segment, _ isFirstName: Bool, in sum: inout Sum) {
    sum.count += 1
    if isFirstName { sum.add(segment) }
  }
}
