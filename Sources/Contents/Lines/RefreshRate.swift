/// How often an open segment's bytes are read again.
///
/// Why: Decisions/23-live-bytes-and-the-page-map.md
package enum RefreshRate {
  /// The shortest interval, in milliseconds: a person sees no faster.
  private static let shortest: Int64 = 100
  /// The longest interval: cheap, but frequent enough to show that the bytes are live.
  private static let longest: Int64 = 5000

  /// The milliseconds from one read to the next, given how long the last one took.
  ///
  /// At most a tenth of the time is spent reading, unless one read takes over half a second.
  ///
  /// Holes of an attachment are examined page by page, so large holes take long.
  package static func interval(afterReadingFor duration: Duration) -> Int {
    let seconds = min(max(0, duration.components.seconds), 3600)
    let fraction = duration.components.attoseconds / 100_000_000_000_000
    return Int(min(longest, max(shortest, seconds * 10_000 + fraction)))
  }
}
