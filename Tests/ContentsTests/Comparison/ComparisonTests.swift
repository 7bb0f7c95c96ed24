import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Comparing the bytes of two segments.
struct ComparisonTests {
  private func reader(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  private func compare<Result>(
    _ first: [UInt8], _ second: [UInt8], from base: UInt64 = 0, size: (Int, Int)? = nil,
    _ body: (ContentsComparison) throws -> Result
  ) throws -> Result {
    let one = try TestSegment(size: size?.0 ?? first.count, contents: first)
    defer { one.remove() }
    let other = try TestSegment(size: size?.1 ?? second.count, contents: second)
    defer { other.remove() }
    return try body(ContentsComparison(reader(one), with: reader(other), from: base))
  }

  /// The starts of all runs of differing bytes, forward and backward.
  private func runs(_ comparison: ContentsComparison, size: UInt64) throws -> ([UInt64], [UInt64]) {
    var forward: [UInt64] = []
    // The run at the start has no offset before it.
    if case .found(0) = try comparison.previousDifference(before: 1, while: { _ in true }) {
      forward.append(0)
    }
    var place = forward.last ?? 0
    while case .found(let next) = try comparison.nextDifference(after: place, while: { _ in true })
    {
      forward.append(next)
      place = next
    }
    var backward: [UInt64] = []
    place = size
    while case .found(let next) = try comparison.previousDifference(
      before: place, while: { _ in true })
    {
      backward.append(next)
      place = next
    }
    return (forward, backward.reversed())
  }

  @Test func `differences are found as runs, in both directions`() throws {
    try compare(Array("same SAME same Same".utf8), Array("same same same same".utf8)) {
      let (forward, backward) = try runs($0, size: 19)
      #expect(forward == [5, 15])
      #expect(backward == [5, 15])
    }
  }

  @Test func `made-up contents give the runs of a plain comparison`() throws {
    var random = SeededGenerator(seed: 3)
    for size in [1, 2, 100, 70_000, 140_000] {
      let first = (0..<size).map { _ in UInt8.random(in: 0...1, using: &random) }
      var second = first
      for _ in 0..<min(size, 60) {
        let start = Int.random(in: 0..<size, using: &random)
        for index in start..<min(size, start + Int.random(in: 1...40, using: &random)) {
          second[index] = 2
        }
      }
      let differing = (0..<size).filter { first[$0] != second[$0] }
      let starts = differing.filter { $0 == 0 || first[$0 - 1] == second[$0 - 1] }.map(UInt64.init)
      try compare(first, second) { (comparison: ContentsComparison) throws in
        let (forward, backward) = try runs(comparison, size: UInt64(size))
        #expect(forward == starts)
        #expect(backward == starts)
        var count = ContentsComparison.Count()
        #expect(try comparison.count(&count) { _ in true })
        #expect(count.differing == UInt64(differing.count) && count.isDone)
      }
    }
  }

  @Test func `holes of both are skipped, and data against a hole counts`() throws {
    try compare([1], [1], size: (1 << 40, 1 << 40)) { (comparison: ContentsComparison) throws in
      var count = ContentsComparison.Count()
      #expect(try comparison.count(&count) { _ in true })
      #expect(count == ContentsComparison.Count(differing: 0, reached: 1 << 40, end: 1 << 40))
      #expect(try comparison.nextDifference(after: 0) { _ in true } == .notFound)
      #expect(try comparison.previousDifference(before: 1 << 40) { _ in true } == .notFound)
    }
    try compare([0, 0, 7], [], size: (1 << 30, 1 << 30)) {
      (comparison: ContentsComparison) throws in
      #expect(try comparison.nextDifference(after: 0) { _ in true } == .found(2))
      #expect(try comparison.previousDifference(before: 1 << 30) { _ in true } == .found(2))
    }
  }

  @Test func `a saved part is compared with its place`() throws {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
    var part = Array(bytes[1000..<2000])
    part[10] ^= 1
    try compare(bytes, part, from: 1000) { (comparison: ContentsComparison) throws in
      let (forward, backward) = try runs(comparison, size: 5000)
      #expect(forward == [1010] && backward == [1010])
      var count = ContentsComparison.Count()
      _ = try comparison.count(&count) { _ in true }
      #expect(count == ContentsComparison.Count(differing: 1, reached: 2000, end: 2000))
    }
  }

  @Test func `a count that was stopped goes on where it ended`() throws {
    let first = [UInt8](repeating: 1, count: 300_000)
    try compare(first, [UInt8](repeating: 2, count: 300_000)) {
      (comparison: ContentsComparison) throws in
      var count = ContentsComparison.Count()
      #expect(try comparison.count(&count) { _ in false } == false)
      #expect(count.differing > 0 && count.differing < 300_000 && !count.isDone)
      #expect(try comparison.count(&count) { _ in true })
      #expect(count.differing == 300_000)
    }
  }
}
