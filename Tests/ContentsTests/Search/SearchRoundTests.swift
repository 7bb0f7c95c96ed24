import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Searching round the end of a segment.
struct SearchRoundTests {
  private let pattern: [UInt8] = [1, 2, 3]

  private func search(
    _ made: TestSegment, _ start: SearchStart,
    while shouldContinue: (ContentsProgress) -> Bool = { _ in true }
  ) throws -> SearchOutcome {
    let segment = try #require(RealHost.segment(named: made.name))
    let reader = try ContentsReader.open(segment, accepting: .nothing)
    return try reader.search(
      for: try #require(BytePattern(pattern)), start, while: shouldContinue)
  }

  @Test func `a search wraps around in both directions`()
    throws
  {
    try TestSegment.with(size: 2 << 20) { made in
      try made.write(pattern, at: 100)
      try made.write(pattern, at: 1 << 20)
      #expect(try search(made, .from(0)) == .found(100))
      #expect(try search(made, .from(100)) == .found(100))
      #expect(try search(made, .from(101)) == .found(1 << 20))
      #expect(try search(made, .from(1 << 20 + 1)) == .found(100))
      #expect(try search(made, .from(.max)) == .found(100))
      #expect(try search(made, .before(.max)) == .found(1 << 20))
      #expect(try search(made, .before(1 << 20)) == .found(100))
      #expect(try search(made, .before(100)) == .found(1 << 20))
      #expect(try search(made, .before(0)) == .found(1 << 20))
    }
  }

  @Test func `a match that contains the start is found after wrapping around`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      try made.write(pattern, at: 5000)
      #expect(try search(made, .from(5001)) == .found(5000))
      #expect(try search(made, .before(5000)) == .found(5000))
      #expect(try search(made, .before(5001)) == .found(5000))
    }
  }

  @Test func `a search without a match ends, and reads no byte twice`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      try made.write([UInt8](repeating: 1, count: 1 << 20))
      for start in [SearchStart.from(700_000), .before(300_000), .from(0), .before(.max)] {
        var last: UInt64 = 0
        let outcome = try search(made, start) { progress in
          #expect(progress.done >= last)
          #expect(progress.done <= progress.total + (1 << 18))
          last = progress.done
          return true
        }
        #expect(outcome == .notFound)
      }
    }
  }

  @Test func `a search stops if the caller says so, before and after wrapping around`() throws {
    try TestSegment.with(size: 1 << 20) { made in
      try made.write([UInt8](repeating: 1, count: 1 << 20))
      for start in [SearchStart.from(900_000), .before(100_000)] {
        for rounds in 0..<3 {
          var asked = 0
          let outcome = try search(made, start) { _ in
            asked += 1
            return asked <= rounds
          }
          #expect(outcome == .cancelled)
          #expect(asked == rounds + 1)
        }
      }
    }
  }

  @Test func `a search wraps around in a sparse terabyte`() throws {
    try TestSegment.with(size: 1 << 40) { made in
      try made.write(pattern, at: (1 << 40) - 3)
      #expect(try search(made, .from(0)) == .found((1 << 40) - 3))
      #expect(try search(made, .from((1 << 40) - 2)) == .found((1 << 40) - 3))
      #expect(try search(made, .before(5)) == .found((1 << 40) - 3))
    }
  }
}
