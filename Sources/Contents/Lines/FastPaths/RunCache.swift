/// Runs of equal rows that were read recently, so that only their ends are read again.
///
/// The runs that have waited longest are read in full, 16 MiB at a time. Then the cache pauses for
/// twenty times as long as that took. A screen of runs can represent hundreds of megabytes, which
/// are read once instead of ten times a second. `a long run is not read again for every picture`
/// counts the bytes; `the end of a run that was taken over is looked at` holds the lines to the
/// bytes.
///
/// Why: Decisions/22-lines-of-equal-rows.md
struct RunCache: Sendable {
  typealias Instant = ContinuousClock.Instant

  private struct Run: Sendable {
    let range: Range<UInt64>
    let pattern: [UInt8]
    let read: Instant
  }

  private var runs: [Run] = []
  private var rest: Instant?
  private var began: Instant?

  /// Shorter ones are read for every request.
  private static let shortest: UInt64 = 1 << 18
  /// Bytes that are read again for one request.
  private static let share: UInt64 = 1 << 24
  private static let most = 1024

  /// Forgets the runs that are due to be read again.
  mutating func begin(at now: Instant) {
    runs.removeAll { $0.range.upperBound - $0.range.lowerBound < Self.shortest }
    began = nil
    guard !runs.isEmpty, rest.map({ $0 <= now }) ?? true else { return }
    began = now
    runs.sort { $0.read < $1.read }
    var released: UInt64 = 0
    let kept = runs.firstIndex { run in
      defer { released += run.range.upperBound - run.range.lowerBound }
      return released >= Self.share
    }
    runs.removeFirst(kept ?? runs.count)
  }

  /// Ends a request, and records how long it took.
  mutating func end(at now: Instant) {
    if runs.count > Self.most { runs.removeFirst(runs.count - Self.most) }
    if let began { rest = now.advanced(by: began.duration(to: now) * 20) }
  }

  /// The run of such rows that contains an offset.
  func run(around place: UInt64, like pattern: [UInt8]) -> Range<UInt64>? {
    runs.first { $0.range.contains(place) && $0.pattern == pattern }?.range
  }

  /// Adds a run that was read, merged with the known part of the same run.
  mutating func remember(_ range: Range<UInt64>, like pattern: [UInt8], at now: Instant) {
    // At most the part that it ends in, so that no more than that is read again at once.
    let part = LineReader.runPart
    guard !range.isEmpty else { return }
    var (start, end) = (range.lowerBound, range.upperBound)
    start = max(start, (end - 1) / part * part)
    var read = now
    for run in runs where run.pattern == pattern && run.range.overlaps(start..<end) {
      start = min(start, run.range.lowerBound)
      end = max(end, run.range.upperBound)
      read = min(read, run.read)
    }
    forget(start..<end)
    runs.append(Run(range: start..<end, pattern: pattern, read: read))
  }

  /// Forgets the runs in a range.
  mutating func forget(_ range: Range<UInt64>) {
    runs.removeAll { $0.range.overlaps(range) }
  }
}
