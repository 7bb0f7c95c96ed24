internal import SystemPackage

/// Finds the lines for one request, and reads as little as possible.
///
/// Of a run in the cache only the two ends are read, 8 KiB instead of 4 MiB. Holes are not read.
/// The test `lines are the same from whichever offset they are requested` compares it with a plain
/// version (`MadeUpContents.plainLines`) over random bytes.
struct LineScanner<Source: ContentsSource> {
  let source: Source
  let size: UInt64
  let width: UInt64
  let squeezes: Bool
  var cache: RunCache
  private let clock: @Sendable () -> ContinuousClock.Instant
  /// The last few blocks that were read.
  private var blocks: [ContentsBlock] = []
  /// The number of bytes that were read.
  private(set) var countRead = 0

  init(
    _ source: Source, size: UInt64, width: UInt64, squeezes: Bool, _ cache: RunCache,
    _ clock: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.source = source
    self.size = size
    self.width = width
    self.squeezes = squeezes
    self.cache = cache
    self.clock = clock
  }

  /// The start of the last row, which can be shorter than the others.
  private var lastRow: UInt64 { (size - 1) / width * width }

  /// The line that contains the byte at an offset; the last line if the offset is after the end.
  mutating func line(containing offset: UInt64) throws(Errno) -> ContentsLine {
    let start = min(offset / width * width, lastRow)
    let row = try row(at: start)
    guard squeezes, try repeats(row) else { return row }
    return try run(from: min(start, try startOfRun(around: row)), like: row)
  }

  /// The line that starts at an offset at which another line ends.
  mutating func line(startingAt start: UInt64) throws(Errno) -> ContentsLine {
    let row = try row(at: start)
    guard squeezes, try repeats(row) else { return row }
    return try run(from: start, like: row)
  }

  /// The line that ends at an offset at which another line starts.
  ///
  /// If the bytes have changed meanwhile and no line ends there, it is a single row.
  mutating func line(endingAt end: UInt64) throws(Errno) -> ContentsLine {
    let line = try line(containing: end - width)
    return line.range.upperBound == end ? line : try row(at: end - width)
  }

  private mutating func row(at start: UInt64) throws(Errno) -> ContentsLine {
    let end = min(size, start + width)
    let block = try block(at: start)
    return ContentsLine(
      range: start..<end, bytes: block.withBytes(of: start..<min(end, block.end)) { Array($0) },
      isHole: block.isHole(at: start))
  }

  /// Whether a row equals the one before it, and is neither the first nor the last of the segment.
  private mutating func repeats(_ row: ContentsLine) throws(Errno) -> Bool {
    let start = row.range.lowerBound
    guard start > 0, start < lastRow else { return false }
    let before = try self.row(at: start - width)
    return before.isHole == row.isHole && before.bytes == row.bytes
  }

  private mutating func run(from start: UInt64, like row: ContentsLine) throws(Errno)
    -> ContentsLine
  {
    let end = try row.isHole ? endOfHole(from: start) : endOfData(from: start, like: row.bytes)
    return ContentsLine(
      range: start..<max(start + width, end), bytes: row.bytes, isHole: row.isHole)
  }

  /// The start of the run that contains a row equal to the row before it.
  private mutating func startOfRun(around row: ContentsLine) throws(Errno) -> UInt64 {
    let offset = row.range.lowerBound
    let part = row.isHole ? source.holeAlignment : LineReader.runAlignment
    let floor = part.map { offset / $0 * $0 } ?? 0
    let limit = floor - min(floor, width)
    let first =
      try row.isHole
      ? source.startOfHole(before: offset + width, notBefore: limit)
      : startOfEqualData(before: offset + width, like: row.bytes, notBefore: limit)
    // The first of several equal rows is not part of the run.
    return first < floor ? floor : first + width
  }

  private func endOfHole(from start: UInt64) throws(Errno) -> UInt64 {
    let limit = source.holeAlignment.map { min(lastRow, (start / $0 + 1) * $0) } ?? lastRow
    let end = try source.extent(at: start, upTo: limit).flatMap {
      $0.isHole ? $0.range.upperBound : nil
    }
    return min(limit, end ?? start)
  }

  private mutating func endOfData(
    from start: UInt64, like pattern: [UInt8]
  ) throws(Errno) -> UInt64 {
    let part = LineReader.runAlignment
    let limit = min(lastRow, (start / part + 1) * part)
    var end = start
    // If the last row of a cached run is unchanged, the rows between are not read again.
    if let known = cache.run(around: start, like: pattern) {
      let last = min(limit, known.upperBound) - width
      if last > start, try equalData(from: last, upTo: last + width, like: pattern) > last {
        end = last
      } else {
        cache.forget(known)
      }
    }
    end = try equalData(from: end, upTo: limit, like: pattern)
    cache.remember(start..<end, like: pattern, at: clock())
    return end
  }

  /// The end of the rows from `start` on that equal a pattern and are not holes.
  private mutating func equalData(
    from start: UInt64, upTo limit: UInt64, like pattern: [UInt8]
  ) throws(Errno) -> UInt64 {
    var end = start
    while end < limit {
      let isLong = limit - end > ContentsBlock.small
      let block = try block(at: end, isLong ? ContentsBlock.large : ContentsBlock.small)
      guard !block.isHole(at: end) else { break }
      let range = end..<min(limit, block.data(around: end).upperBound)
      guard !range.isEmpty else { break }
      end +=
        width
        * UInt64(
          block.withBytes(of: range) { RowRuns.count(atStartOf: $0, like: pattern) })
      if end < range.upperBound { break }
    }
    return end
  }

  /// The start of the rows before `end` that equal a pattern and are not holes.
  private mutating func startOfEqualData(
    before end: UInt64, like pattern: [UInt8], notBefore floor: UInt64
  ) throws(Errno) -> UInt64 {
    var start = end
    while start > floor {
      let offset = start - width
      if let known = cache.run(around: offset, like: pattern), known.lowerBound < offset,
        try equalData(
          from: known.lowerBound, upTo: known.lowerBound + width, like: pattern) > known.lowerBound
      {
        start = known.lowerBound
        continue
      }
      let isLong = offset - floor > ContentsBlock.small
      let block = try block(at: offset, isLong ? ContentsBlock.large : ContentsBlock.small)
      guard !block.isHole(at: offset) else { break }
      let range = max(floor, block.data(around: offset).lowerBound)..<start
      start -=
        width
        * UInt64(
          block.withBytes(of: range) { RowRuns.count(atEndOf: $0, like: pattern) })
      if start > range.lowerBound { break }
    }
    if start < end { cache.remember(max(floor, start)..<end, like: pattern, at: clock()) }
    return start
  }

  /// The block that contains the byte at an offset, read if it is not among the last few.
  private mutating func block(
    at offset: UInt64, _ length: UInt64 = ContentsBlock.small
  ) throws(Errno) -> ContentsBlock {
    if let index = blocks.lastIndex(where: { $0.start <= offset && offset < $0.end }) {
      return blocks[index]
    }
    let block = try ContentsBlock(at: offset, length, of: source, end: size)
    countRead += block.bytes.count - block.holes.count { $0 } * Int(pageGranularity)
    if blocks.count == 4 { blocks.removeFirst() }
    blocks.append(block)
    return block
  }
}
