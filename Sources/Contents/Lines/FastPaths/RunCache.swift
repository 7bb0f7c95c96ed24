/// The runs of equal rows that were read recently, so that only their ends are read again.
///
/// A screen of runs can stand for hundreds of megabytes, which would be read ten times a second. The
/// runs that were read longest ago are dropped from the cache and read in full, 16 MiB at a time.
/// Then none are dropped for twenty times as long as that took. The test `a long run is not read
/// again for every request` counts the bytes read. The test `the ends of a cached run are read again`
/// compares the lines with the bytes.
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

  /// The length of the shortest run that is kept, in bytes; shorter ones are read for each request.
  private static let shortest: UInt64 = 1 << 18
  /// The bytes of runs that are read again in full for one request.
  private static let share: UInt64 = 1 << 24
  private static let most = 1024

  /// Begins a request, and forgets the runs that are to be read again in full.
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

  /// The run of rows equal to `pattern` that contains an offset; `nil` if none is in the cache.
  func run(around offset: UInt64, like pattern: [UInt8]) -> Range<UInt64>? {
    runs.first { $0.range.contains(offset) && $0.pattern == pattern }?.range
  }

  /// Adds a run that was read, and merges it with the part of the run that is in the cache.
  mutating func remember(_ range: Range<UInt64>, like pattern: [UInt8], at now: Instant) {
    // Only the last `runAlignment` of a longer run, so that no more than that is read again at once.
    let part = LineReader.runAlignment
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
