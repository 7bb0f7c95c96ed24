import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Searching for bytes and text.
struct SearchTests {
  private func open(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  private func forward(
    _ reader: ContentsReader, _ pattern: BytePattern, from offset: UInt64 = 0
  ) throws -> SearchOutcome {
    try reader.search(for: pattern, from: offset) { _ in true }
  }

  private func backward(
    _ reader: ContentsReader, _ pattern: BytePattern, before offset: UInt64 = .max
  ) throws -> SearchOutcome {
    try reader.search(for: pattern, before: offset) { _ in true }
  }

  /// All places of a pattern, found by looking at each.
  private func places(of pattern: [UInt8], ignoringCase: Bool, in bytes: [UInt8]) -> [Int] {
    var places: [Int] = []
    var place = 0
    while place + pattern.count <= bytes.count {
      var matching = 0
      while matching < pattern.count {
        let (one, other) = (bytes[place + matching], pattern[matching])
        let isLetter = other & 0xdf >= 0x41 && other & 0xdf <= 0x5a
        guard one == other || (ignoringCase && isLetter && one & 0xdf == other & 0xdf) else {
          break
        }
        matching += 1
      }
      if matching == pattern.count { places.append(place) }
      place += 1
    }
    return places
  }

  @Test(arguments: [true, false])
  func `among bytes the first and the last match are those of a plain search`(
    _ ignoringCase: Bool
  ) throws {
    var random = SeededGenerator(seed: 1)
    // Few values, so that there are matches, near matches and overlapping ones.
    let alphabet: [UInt8] = [0, 0, 0, 0x41, 0x61, 0x62, 0x42, 0x40, 0x60, 0x5b, 0x7b, 0xff]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      let text = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      let pattern = try #require(BytePattern(text, ignoringCase: ignoringCase))
      let expected = places(of: text, ignoringCase: ignoringCase, in: bytes)
      let start = Int.random(in: 0...bytes.count, using: &random)
      bytes.withUnsafeBytes { buffer in
        #expect(pattern.firstMatch(in: buffer) == expected.first)
        #expect(pattern.lastMatch(in: buffer) == expected.last)
        #expect(pattern.firstMatch(in: buffer, from: start) == expected.first { $0 >= start })
        #expect(pattern.lastMatch(in: buffer, before: start) == expected.last { $0 < start })
      }
    }
  }

  @Test func `matches are found across blocks, and across the edges of holes`() throws {
    try TestSegment.with(size: 3 << 20) { made in
      let piece: Int64 = 1 << 18
      try made.write([7, 8, 9], at: piece - 1)
      try made.write([0, 0, 5, 0, 0], at: 1 << 20)
      try made.write([4], at: 2 << 20)
      try made.write([6], at: (3 << 20) - 1)
      let reader = try open(made)
      let cases: [([UInt8], UInt64?)] = [
        ([7, 8, 9], UInt64(piece) - 1), ([0, 7, 8, 9, 0], UInt64(piece) - 2),
        // The zeros reach over the border of the page.
        ([0, 0, 0, 0, 5, 0], 1 << 20 - 2), ([0, 0, 6], 3 << 20 - 3),
        // Only the last byte is not in a hole.
        ([0, 0, 4], 2 << 20 - 2), ([6, 0], nil), ([5, 9], nil),
        ([5] + Array(repeating: 0, count: 9000), 1 << 20 + 2),
        (Array(repeating: 0, count: 600_000) + [5], 1 << 20 + 2 - 600_000),
      ]
      for (bytes, place) in cases {
        let pattern = try #require(BytePattern(bytes))
        let expected = place.map { SearchOutcome.found($0) } ?? .notFound
        #expect(try forward(reader, pattern) == expected)
        #expect(try backward(reader, pattern) == expected)
      }
    }
  }

  @Test func `searching on from each match finds all matches`() throws {
    var random = SeededGenerator(seed: 2)
    try TestSegment.with(size: 900_001) { made in
      // Data here and there, in runs that end on no border of anything.
      var all = [UInt8](repeating: 0, count: 900_001)
      for _ in 0..<6 {
        let start = Int.random(in: 0..<850_000, using: &random)
        let bytes = (0..<Int.random(in: 1..<40_000, using: &random)).map { _ in
          UInt8.random(in: 0...3, using: &random)
        }
        all.replaceSubrange(start..<(start + bytes.count), with: bytes)
        try made.write(bytes, at: Int64(start))
      }
      let reader = try open(made)
      for text in [[1, 2, 3, 0, 1], [0, 0, 1, 1, 1, 2], [3, 3, 3, 3, 3]] as [[UInt8]] {
        let pattern = try #require(BytePattern(text))
        let expected = places(of: text, ignoringCase: false, in: all).map { UInt64($0) }
        #expect(expected.count > 3)
        var found: [UInt64] = []
        while case .found(let next) = try forward(
          reader, pattern, from: found.last.map { $0 + 1 } ?? 0)
        {
          found.append(next)
        }
        #expect(found == expected)
        found = []
        while case .found(let next) = try backward(reader, pattern, before: found.last ?? .max) {
          found.append(next)
        }
        #expect(found == expected.reversed())
      }
    }
  }

  @Test func `the case of letters is ignored, and other bytes match exactly`() throws {
    try TestSegment.with { made in
      try made.write(Array("xx [HeLLo] {hello}".utf8))
      let reader = try open(made)
      let free = try #require(BytePattern(Array("[hEllO".utf8), ignoringCase: true))
      #expect(try forward(reader, free) == .found(3))
      #expect(try backward(reader, free) == .found(3))
      let exact = try #require(BytePattern(Array("hello".utf8)))
      #expect(try forward(reader, exact) == .found(12))
    }
  }

  @Test func `a pattern of zeros is found in a hole, and other patterns skip holes`() throws {
    try TestSegment.with(size: 1 << 40) { made in
      try made.write(Array("needle".utf8), at: (1 << 40) - 6)
      let reader = try open(made)
      let zeros = try #require(BytePattern([0, 0, 0]))
      #expect(try forward(reader, zeros, from: 12345) == .found(12345))
      #expect(try backward(reader, zeros) == .found((1 << 40) - 9))
      let needle = try #require(BytePattern(Array("needle".utf8)))
      var asked = 0
      let found = try reader.search(for: needle, from: 0) { _ in
        asked += 1
        return true
      }
      #expect(found == .found((1 << 40) - 6))
      #expect(asked < 3)
      #expect(try backward(reader, needle, before: (1 << 40) - 6) == .notFound)
      #expect(try forward(reader, needle, from: (1 << 40) - 5) == .notFound)
    }
  }

  @Test func `a search is cancelled if the caller says so`() throws {
    try TestSegment.with { made in
      try made.write(Array(repeating: 1, count: 1 << 20))
      let reader = try open(made)
      let pattern = try #require(BytePattern([2]))
      var places: [UInt64] = []
      let outcome = try reader.search(for: pattern, from: 0) {
        places.append($0)
        return places.count < 2
      }
      #expect(outcome == .cancelled)
      #expect(places == [1 << 18, 1 << 19])
      #expect(try reader.search(for: pattern, before: .max) { _ in false } == .cancelled)
    }
  }

  @Test(arguments: [0, 1, 5, 100])
  func `a segment shorter than the pattern has no match`(size: Int) throws {
    try TestSegment.with(size: size) { made in
      let reader = try open(made)
      let pattern = try #require(BytePattern(Array(repeating: 0, count: 101)))
      #expect(try forward(reader, pattern) == .notFound)
      #expect(try backward(reader, pattern) == .notFound)
    }
    #expect(BytePattern([]) == nil)
  }

  @Test func `searching allocates no page and changes no time`() throws {
    try TestSegment.with(size: 1 << 30) { made in
      try made.write([1, 2, 3], at: 1 << 29)
      try made.makeOld()
      let before = try made.trace()
      let reader = try open(made)
      let pattern = try #require(BytePattern([3, 2, 1]))
      #expect(try forward(reader, pattern) == .notFound)
      #expect(try backward(reader, pattern) == .notFound)
      #expect(try made.trace() == before)
    }
  }
}
