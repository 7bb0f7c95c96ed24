import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Rows and runs of equal rows.
struct LineTests {
  private func request(
    _ anchor: UInt64, _ above: Int, _ below: Int, width: Int = 16, squeezes: Bool = true
  ) -> LineRequest {
    LineRequest(
      anchor: anchor, above: above, below: below, bytesPerRow: width, squeezes: squeezes)
  }

  @Test(arguments: 0..<30)
  func `lines are the same from whichever offset they are requested`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let contents = MadeUpContents.random(
      pages: 40, rest: [0, 1, 16, 100, 4095][Int(seed % 5)],
      holeAlignment: seed % 3 == 0 ? 5 * 4096 : nil, using: &random)
    for width in [4, 16, 32] {
      let plain = contents.plainLines(width: width)
      var reader = LineReader()
      #expect(
        try reader.lines(request(0, 0, .max, width: width), of: contents) == plain)
      #expect(
        try reader.lines(request(.max, .max, 1, width: width), of: contents) == plain)
      for _ in 0..<60 {
        let anchor = UInt64.random(in: 0..<UInt64(contents.bytes.count), using: &random)
        let (above, below) = (Int.random(in: 0..<9, using: &random), 7)
        let index = plain.index(of: anchor)
        let expected = plain[max(0, index - above)..<min(plain.count, index + below)]
        let lines = try reader.lines(
          request(anchor, above, below, width: width), of: contents)
        #expect(lines == Array(expected))
      }
    }
  }

  @Test(arguments: 0..<10)
  func `lines contain all bytes, with runs or without`(seed: UInt64) throws {
    var random = SeededGenerator(seed: 100 + seed)
    let contents = MadeUpContents.random(pages: 10, rest: Int(seed), using: &random)
    for squeezes in [true, false] {
      var reader = LineReader()
      let lines = try reader.lines(request(0, 0, .max, squeezes: squeezes), of: contents)
      #expect(lines.first?.range.lowerBound == 0)
      #expect(lines.last?.range.upperBound == UInt64(contents.bytes.count))
      #expect(
        zip(lines, lines.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
      #expect(
        lines.flatMap { line in line.range.compactMap { line.byte(at: $0) } } == contents.bytes)
      #expect(squeezes || lines.allSatisfy { !$0.isRun })
    }
  }

  @Test func `runs of data end at multiples of the alignment`() throws {
    let size = 2 * Int(LineReader.runAlignment) + 100_000
    let contents = MadeUpContents([UInt8](repeating: 0, count: size))
    var reader = LineReader()
    let lines = try reader.lines(request(0, 0, .max), of: contents)
    let part = LineReader.runAlignment
    let last = UInt64(size - 16)
    #expect(
      lines.map(\.range) == [0..<16, 16..<part, part..<2 * part, 2 * part..<last, last..<last + 16])
    #expect(try reader.lines(request(last, 9, 1), of: contents) == lines)
    #expect(try reader.lines(request(part + 5, 9, 9), of: contents) == lines)
  }

  @Test func `a long run is not read again for every request`() throws {
    let contents = MadeUpContents([UInt8](repeating: 7, count: 10 << 20))
    // Time goes by only while something is read anew.
    let time = TestClock()
    var reader = LineReader { time.next() }
    let lines = try reader.lines(request(0, 0, 50), of: contents)
    let full = contents.countRead
    _ = try reader.lines(request(0, 0, 50), of: contents)
    contents.countRead = 0
    for _ in 0..<10 {
      #expect(try reader.lines(request(0, 0, 50), of: contents) == lines)
    }
    #expect(contents.countRead < full)
    // Later it is, and what changed meanwhile shows.
    contents.bytes[5_000_000] = 1
    time.step = .seconds(1)
    for _ in 0..<30 { _ = try reader.lines(request(0, 0, 50), of: contents) }
    #expect(try reader.lines(request(0, 0, 50), of: contents) == contents.plainLines(width: 16))
  }

  @Test func `the ends of a cached run are read again`() throws {
    let contents = MadeUpContents([UInt8](repeating: 7, count: 1 << 20))
    var reader = LineReader()
    _ = try reader.lines(request(0, 0, 50), of: contents)
    for place in [1 << 20 - 17, 1 << 20 - 1, 16, 0] {
      contents.bytes[place] = 1
      #expect(try reader.lines(request(0, 0, 50), of: contents) == contents.plainLines(width: 16))
    }
  }

  @Test func `one request reads a limited number of bytes`() throws {
    let contents = MadeUpContents([UInt8](repeating: 0, count: 100 << 20))
    var reader = LineReader()
    let lines = try reader.lines(request(50 << 20, 100, 100), of: contents)
    #expect(contents.countRead <= LineReader.mostRead + 3 * Int(LineReader.runAlignment))
    #expect(lines.contains { $0.range.contains(50 << 20) })
    #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
    // The missing lines come with the next request.
    let more = try reader.lines(request(50 << 20, 100, 100), of: contents)
    #expect(more.count > lines.count)
  }

  @Test func `an empty segment has no lines, and one byte has one`() throws {
    var reader = LineReader()
    #expect(try reader.lines(request(5, 5, 5), of: MadeUpContents([])) == [])
    #expect(
      try reader.lines(request(5, 5, 5), of: MadeUpContents([9]))
        == [ContentsLine(range: 0..<1, bytes: [9])])
  }
}

extension [ContentsLine] {
  /// The index of the line that a byte is part of, in lines without gaps.
  fileprivate func index(of place: UInt64) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].range.upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A clock that goes on by a step whenever it is looked at.
private final class TestClock: @unchecked Sendable {
  var step = Duration.milliseconds(1)
  private var now = ContinuousClock.now

  func next() -> ContinuousClock.Instant {
    now += step
    return now
  }
}
