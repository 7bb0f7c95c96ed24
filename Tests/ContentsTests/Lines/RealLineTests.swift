import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel

/// Lines of real segments.
struct RealLineTests {
  private func lines(
    _ anchor: UInt64, above: Int = 99, of reader: ContentsReader
  ) throws -> [ContentsLine] {
    var lines = LineReader()
    return try lines.lines(
      LineRequest(anchor: anchor, above: above, below: 99, bytesPerRow: 16, squeezes: true),
      of: reader)
  }

  /// The kind of each line, and the offset at which it ends.
  private func shape(_ lines: [ContentsLine]) -> [String] {
    lines.map {
      "\($0.isRun ? "run" : "row") \($0.isHole ? "hole" : "data") \($0.range.upperBound)"
    }
  }

  @Test func `a sparse file of a terabyte has few lines, and no page is allocated`() throws {
    try TestSegment.with(size: 1 << 40) { made in
      try made.write([1], at: 1 << 39)
      let segment = try #require(RealHost.segment(named: made.name))
      let reader = try ContentsReader.open(segment, accepting: .nothing)
      let before = try made.trace()
      let expected = [
        "row hole 16", "run hole \(1 << 39)", "row data \(1 << 39 + 16)",
        "row data \(1 << 39 + 32)", "run data \(1 << 39 + 4096)", "row hole \(1 << 39 + 4112)",
        "run hole \(1 << 40 - 16)", "row hole \(1 << 40)",
      ]
      for anchor in [0, 100, 1 << 39, 1 << 39 + 100, 3 << 38, .max] as [UInt64] {
        #expect(try shape(lines(anchor, of: reader)) == expected)
      }
      #expect(try made.trace() == before)
    }
  }

  @Test func `the holes of an attachment are examined in parts`() throws {
    try TestSystemVSegment.with(size: 3 << 28) { made in
      try made.attached { $0[1 << 28 + 5] = 1 }
      let attachment = try SystemVAttachment(ShmID(rawValue: made.number), readsAllPages: false)
      let reader = ContentsReader(method: .attachment, source: .attachment(attachment))
      let before = try #require(try made.row())
      let part = 1 << 28
      let expected = [
        "row hole 16", "run hole \(part)", "row data \(part + 16)", "row data \(part + 32)",
        "run data \(part + 4096)", "row hole \(part + 4112)", "run hole \(2 * part)",
        "run hole \(3 * part - 16)", "row hole \(3 * part)",
      ]
      for anchor in [0, 100, 1 << 28 + 20, 5 << 27 + 7, .max] as [UInt64] {
        #expect(try shape(lines(anchor, of: reader)) == expected)
      }
      #expect(try made.row() == before)
    }
  }
}
