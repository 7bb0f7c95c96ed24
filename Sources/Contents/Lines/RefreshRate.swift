/// How often an open segment's bytes are read again.
///
/// Why: Decisions/23-live-bytes-and-the-page-map.md
package enum RefreshRate {
  /// As often as a person sees, in milliseconds.
  private static let shortest: Int64 = 100
  /// Seldom enough to be cheap, often enough to show that the bytes are live.
  private static let longest: Int64 = 5000

  /// The milliseconds from one reading to the next where the last one took so long: no more than a
  /// tenth of the time goes into them, unless one takes longer than half a second.
  ///
  /// Holes of an attachment are looked at page by page, which takes the longer the more there are.
  package static func interval(afterReadingFor duration: Duration) -> Int {
    let seconds = min(max(0, duration.components.seconds), 3600)
    let fraction = duration.components.attoseconds / 100_000_000_000_000
    return Int(min(longest, max(shortest, seconds * 10_000 + fraction)))
  }
}
