/// The rate at which an open segment's bytes are read again.
///
/// Bytes that change are read ten times a second. Bytes at rest are read less and less often, down to
/// once a second, and ten times again after a change or a key.
///
/// Why: Decisions/83-bytes-at-rest.md
package struct ReadingRate: Sendable {
  /// The duration of the last read.
  private var duration = Duration.zero
  /// The number of reads since the last change or key.
  private var unchanged = 0

  package init() {}

  /// The reads after a change that are made at the full rate; the change stays marked during them.
  package static let readsAfterChange: UInt8 = 20

  /// The shortest interval, in milliseconds; a user would not see faster changes.
  private static let shortest = 100
  /// The longest interval, in milliseconds: cheap, but frequent enough to show that bytes change.
  private static let longest: Int64 = 5000
  /// The intervals for bytes at rest, in milliseconds, and after how many reads each begins.
  private static let atRest = [(after: 29, 1000), (after: 25, 500), (after: 20, 200)]

  /// Notes a read, and whether it found other bytes than the one before.
  package mutating func read(for duration: Duration, hasChanged: Bool) {
    self.duration = duration
    unchanged = hasChanged ? 0 : min(unchanged + 1, Int(Int32.max))
  }

  /// Returns to the full rate, because the user has pressed a key.
  package mutating func hurry() { unchanged = 0 }

  /// The milliseconds from one read to the next.
  package var interval: Int {
    let atRest = Self.atRest.first { unchanged >= $0.after }?.1 ?? Self.shortest
    return max(atRest, Self.interval(afterReadingFor: duration))
  }

  /// The milliseconds from one read to the next, given the duration of the last one.
  ///
  /// At most a tenth of the time is spent reading, unless a read takes over half a second. Reading is
  /// slow if an attachment has large holes, because they are examined page by page.
  static func interval(afterReadingFor duration: Duration) -> Int {
    let seconds = min(max(0, duration.components.seconds), 3600)
    let fraction = duration.components.attoseconds / 100_000_000_000_000
    return Int(min(longest, max(Int64(shortest), seconds * 10_000 + fraction)))
  }
}
