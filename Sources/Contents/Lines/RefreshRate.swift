/// The rate at which an open segment's bytes are read again.
///
/// Why: Decisions/23-live-bytes-and-the-page-map.md
package enum RefreshRate {
  /// The shortest interval, in milliseconds; a user would not see faster changes.
  private static let shortest: Int64 = 100
  /// The longest interval, in milliseconds: cheap, but frequent enough to show that bytes change.
  private static let longest: Int64 = 5000

  /// The milliseconds from one read to the next, given the duration of the last one.
  ///
  /// At most a tenth of the time is spent reading, unless a read takes over half a second. Reading is
  /// slow if an attachment has large holes, because they are examined page by page.
  package static func interval(afterReadingFor duration: Duration) -> Int {
    let seconds = min(max(0, duration.components.seconds), 3600)
    let fraction = duration.components.attoseconds / 100_000_000_000_000
    return Int(min(longest, max(shortest, seconds * 10_000 + fraction)))
  }
}
