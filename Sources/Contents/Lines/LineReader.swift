package import SystemPackage

/// Makes the lines of the hex screen from a segment's bytes.
///
/// A row that equals the row before it is part of a run. A run of data does not extend beyond a
/// multiple of ``runAlignment``. The first and the last row are never part of a run. Holes and
/// zeros that are data are never in the same run.
///
/// Why: Decisions/22-lines-of-equal-rows.md
package struct LineReader: Sendable {
  private var cache = RunCache()
  private let clock: @Sendable () -> ContinuousClock.Instant

  /// The offsets at which runs of data end are multiples of this, in bytes.
  package static let runAlignment: UInt64 = 1 << 22
  /// The bytes after which a request is answered with the lines found so far.
  static let mostRead = 1 << 26

  package init(clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.clock = clock
  }

  /// The lines that are requested, in order and without gaps; empty if there are no bytes.
  ///
  /// There are fewer lines at the ends of the segment, and if much had to be read.
  package mutating func lines(
    _ request: LineRequest, of source: some ContentsSource
  ) throws(Errno) -> [ContentsLine] {
    let size = try source.size()
    guard size > 0 else { return [] }
    cache.begin(at: clock())
    defer { cache.end(at: clock()) }
    var scanner = LineScanner(
      source, size: size, width: UInt64(request.bytesPerRow), squeezes: request.squeezes, cache,
      clock)
    defer { cache = scanner.cache }
    let first = try scanner.line(containing: request.anchor)
    var (before, after) = ([ContentsLine](), [first])
    // Below and above in turn, so that both get lines if not everything can be read.
    while scanner.countRead < Self.mostRead {
      let (start, end) = (
        (before.last ?? first).range.lowerBound, after[after.count - 1].range.upperBound
      )
      let isLast = after.count >= request.below || end >= size
      let isFirst = before.count >= request.above || start == 0
      if isLast && isFirst { break }
      if !isLast { after.append(try scanner.line(startingAt: end)) }
      if !isFirst { before.append(try scanner.line(endingAt: start)) }
    }
    return before.reversed() + after
  }
}
