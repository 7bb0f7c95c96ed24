import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel

/// Telling data from holes.
struct ExtentTests {
  private func open(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  /// All parts from the start to the end, those of one kind that touch as one.
  private func extents(of reader: ContentsReader) throws -> [Extent] {
    var all: [Extent] = []
    while let next = try reader.extent(at: all.last?.range.upperBound ?? 0) {
      if let last = all.last, last.isHole == next.isHole {
        all[all.count - 1] = Extent(
          range: last.range.lowerBound..<next.range.upperBound, isHole: next.isHole)
      } else {
        all.append(next)
      }
    }
    return all
  }

  private func data(_ range: Range<UInt64>) -> Extent { Extent(range: range, isHole: false) }
  private func hole(_ range: Range<UInt64>) -> Extent { Extent(range: range, isHole: true) }

  @Test func `data and holes follow each other to the end`() throws {
    try TestSegment.with(size: 100_000) { made in
      try made.write([1], at: 8192)
      try made.write([1], at: 20_000)
      try made.write([1], at: 99_999)
      let reader = try open(made)
      #expect(
        try extents(of: reader) == [
          hole(0..<8192), data(8192..<12288), hole(12288..<16384), data(16384..<20480),
          hole(20480..<98304), data(98304..<100_000),
        ])
      #expect(try reader.extent(at: 9000) == data(9000..<12288))
      #expect(try reader.extent(at: 100) == hole(100..<8192))
      #expect(try reader.extent(at: 100_000) == nil)
      #expect(try reader.extent(at: .max) == nil)
    }
  }

  @Test func `an empty segment has neither data nor holes`() throws {
    try TestSegment.with { made in
      let reader = try open(made)
      #expect(try reader.extent(at: 0) == nil)
      #expect(try reader.nextData(from: 0) == nil)
      #expect(try reader.endOfData(before: .max) == nil)
    }
  }

  @Test func `the nearest data is found in both directions, at any distance`() throws {
    try TestSegment.with(size: 1 << 40) { made in
      let reader = try open(made)
      #expect(try reader.extent(at: 0) == hole(0..<(1 << 40)))
      #expect(try reader.nextData(from: 0) == nil)
      #expect(try reader.endOfData(before: .max) == nil)
      for place in [5 << 30, 1 << 39, 777 << 20] as [Int64] { try made.write([1], at: place) }
      #expect(try reader.nextData(from: 0) == 777 << 20)
      #expect(try reader.nextData(from: 5 << 30 + 100) == 5 << 30 + 100)
      #expect(try reader.nextData(from: 5 << 30 + 4096) == 1 << 39)
      #expect(try reader.nextData(from: 1 << 39 + 4096) == nil)
      #expect(try reader.endOfData(before: .max) == 1 << 39 + 4096)
      #expect(try reader.endOfData(before: 1 << 39 + 7) == 1 << 39 + 7)
      #expect(try reader.endOfData(before: 1 << 39) == 5 << 30 + 4096)
      #expect(try reader.endOfData(before: 5 << 30) == 777 << 20 + 4096)
      #expect(try reader.endOfData(before: 777 << 20) == nil)
    }
  }

  @Test func `searches for data in both directions agree with the extents`() throws {
    var random = SeededGenerator(seed: 4)
    try TestSegment.with(size: 200 * 4096 + 17) { made in
      for _ in 0..<40 {
        try made.write([1], at: Int64.random(in: 0..<(200 * 4096), using: &random))
      }
      let reader = try open(made)
      let parts = try extents(of: reader).filter { !$0.isHole }.map(\.range)
      for _ in 0..<500 {
        let offset = UInt64.random(in: 0..<(201 * 4096), using: &random)
        let next = parts.first { $0.upperBound > offset }.map { max($0.lowerBound, offset) }
        #expect(try reader.nextData(from: offset) == next)
        let last = parts.last { $0.lowerBound < offset }.map { min($0.upperBound, offset) }
        #expect(try reader.endOfData(before: offset) == last)
      }
    }
  }

  @Test func `an attached System V segment has the same extents`() throws {
    try expectExtents { ContentsReader(method: .attachment, source: .attachment($0)) }
  }

  @Test(.needs(.checkpointRestore))
  func `a System V segment has the same extents after a brief attachment`() throws {
    try expectExtents {
      ContentsReader(method: .briefAttachment, source: .file(try $0.openOwnMapping()))
    }
  }

  private func expectExtents(_ open: (SystemVAttachment) throws -> ContentsReader) throws {
    try TestSystemVSegment.with(size: 50 * 4096 + 100) { made in
      try made.attached { memory in
        for page in [3, 4, 20, 49] { memory[page * 4096 + 5] = 1 }
      }
      let attachment = try SystemVAttachment(ShmID(rawValue: made.number))
      let reader = try open(attachment)
      let before = try #require(try made.row())
      #expect(
        try extents(of: reader) == [
          hole(0..<12288), data(12288..<20480), hole(20480..<81920), data(81920..<86016),
          hole(86016..<200_704), data(200_704..<204_800), hole(204_800..<204_900),
        ])
      #expect(try reader.nextData(from: 20480) == 81920)
      #expect(try reader.endOfData(before: 81920) == 20480)
      #expect(try reader.endOfData(before: .max) == 204_800)
      #expect(try reader.endOfData(before: 12288) == nil)
      #expect(try made.row() == before)
    }
  }

  @Test func `with pages in swap no page of an attachment is taken for a hole`() throws {
    try TestSystemVSegment.with(size: 10_000) { made in
      let attachment = try SystemVAttachment(ShmID(rawValue: made.number), readsAllPages: true)
      let reader = ContentsReader(
        method: .attachmentAllocatingPages, source: .attachment(attachment))
      #expect(try extents(of: reader) == [data(0..<10_000)])
      #expect(try reader.endOfData(before: 5000) == 5000)
    }
  }
}
