import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// The map of a segment's pages.
struct PageMapperTests {
  private func kinds(_ map: ContentsMap) -> String {
    String(
      map.cells.map { cell -> Character in
        switch cell.kind {
        case .unknown: "?"
        case .hole: "."
        case .data: "#"
        case .swapped: "~"
        case .mixed: ":"
        }
      })
  }

  private func changed(_ map: ContentsMap) -> [Int] {
    map.cells.indices.filter { map.cells[$0].hasChanged }
  }

  /// Looks on to the end.
  private func look(
    _ mapper: inout PageMapper, _ contents: some ContentsSource
  ) throws -> ContentsMap {
    #expect(try mapper.update(from: contents, while: { true }))
    return mapper.map
  }

  @Test func `a cell stands for whole pages, and no more cells than there are pages`() {
    for (room, size, cellSize, count) in [
      (10, 1, 4096, 1), (10, 0, 4096, 0), (10, 40_960, 4096, 10), (10, 40_961, 8192, 6),
      (1, 1 << 40, 1 << 40, 1), (76, 1 << 40, 3_532_046 * 4096, 76),
    ] as [(Int, UInt64, UInt64, Int)] {
      let map = ContentsMap(room: room, size: size)
      #expect(map.cellSize == cellSize)
      #expect(map.cells.count == count)
    }
    #expect(ContentsMap(room: 300, size: .max).cells.count <= 300)
  }

  @Test func `pages in swap are shown and never read, and coming back is no change`() throws {
    let contents = MadeUpContents([UInt8](repeating: 1, count: 6 * 4096), holes: [0])
    contents.swapped = [2, 3]
    var mapper = PageMapper(room: 6, size: 6 * 4096)
    #expect(kinds(try look(&mapper, contents)) == ".#~~##")
    contents.swapped = [3, 4]
    let map = try look(&mapper, contents)
    #expect(kinds(map) == ".##~~#")
    #expect(changed(map).isEmpty)
    var coarse = PageMapper(room: 3, size: 6 * 4096)
    #expect(kinds(try look(&coarse, contents)) == ":::")
  }

  @Test(arguments: 0..<20)
  func `small contents are mapped exactly`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let contents = MadeUpContents.random(
      pages: 39, rest: 100, holeAlignment: seed % 2 == 0 ? nil : 3 * 4096, using: &random)
    for room in [5, 10, 40, 100] {
      var mapper = PageMapper(room: room, size: UInt64(contents.bytes.count))
      let map = try look(&mapper, contents)
      let pages = Int(map.cellSize / 4096)
      let expected = stride(from: 0, to: 40, by: pages).map { first -> Character in
        let holes = (first..<min(40, first + pages)).map { contents.holes.contains($0) }
        return holes.allSatisfy { $0 } ? "." : holes.contains(true) ? ":" : "#"
      }
      #expect(kinds(map) == String(expected))
      #expect(changed(map) == [])
    }
  }

  @Test func `a change to any page of a small segment is shown for some rounds`() throws {
    let contents = MadeUpContents([UInt8](repeating: 0, count: 100 * 4096), holes: [50, 99])
    var mapper = PageMapper(room: 10, size: 100 * 4096)
    #expect(changed(try look(&mapper, contents)) == [])
    contents.bytes[37 * 4096 + 4095] = 1
    contents.holes.remove(99)
    #expect(changed(try look(&mapper, contents)) == [3, 9])
    contents.bytes[0] = 1
    #expect(changed(try look(&mapper, contents)) == [0, 3, 9])
    for _ in 0..<3 { _ = try look(&mapper, contents) }
    #expect(changed(mapper.map) == [])
  }

  @Test func `a limited number of pages is read from a large segment`() throws {
    let contents = MadeUpContents([UInt8](repeating: 0, count: 40 << 20))
    var mapper = PageMapper(room: 76, size: 40 << 20)
    for _ in 0..<3 {
      contents.countRead = 0
      _ = try look(&mapper, contents)
      #expect(contents.countRead <= 4 << 20)
    }
    for index in contents.bytes.indices where index % 512 == 0 { contents.bytes[index] = 9 }
    #expect(changed(try look(&mapper, contents)).count == mapper.map.cells.count)
  }

  @Test func `a pass stops if the caller says so, and continues later`() throws {
    let contents = MadeUpContents([UInt8](repeating: 0, count: 20 * 4096), holes: [1])
    var mapper = PageMapper(room: 20, size: 20 * 4096)
    var steps = 0
    let isDone = try mapper.update(from: contents) {
      steps += 1
      return steps <= 20
    }
    #expect(!isDone)
    #expect(kinds(mapper.map).hasPrefix("#."))
    #expect(kinds(mapper.map).hasSuffix("?"))
    while try !mapper.update(
      from: contents,
      while: {
        steps += 1; return steps % 5 > 0
      })
    {}
    #expect(kinds(mapper.map) == "#." + String(repeating: "#", count: 18))
  }

  @Test func `a segment whose size changed is mapped again from the start`() throws {
    var mapper = PageMapper(room: 4, size: 4 * 4096)
    let short = MadeUpContents([UInt8](repeating: 0, count: 2 * 4096))
    #expect(kinds(try look(&mapper, short)) == "##")
    #expect(kinds(try look(&mapper, MadeUpContents([]))) == "")
  }

  @Test func `mapping a real sparse segment changes nothing in it`() throws {
    try TestSegment.with(size: 1 << 40) { made in
      try made.write([1], at: 1 << 39)
      let segment = try #require(RealHost.segment(named: made.name))
      let reader = try ContentsReader.open(segment, accepting: .nothing)
      let before = try made.trace()
      var mapper = PageMapper(room: 64, size: 1 << 40)
      let hole = { String(repeating: ".", count: $0) }
      #expect(kinds(try look(&mapper, reader)) == hole(32) + ":" + hole(31))
      try made.write([2], at: 1 << 39)
      #expect(changed(try look(&mapper, reader)) == [32])
      #expect(try made.trace().blocks == before.blocks)
    }
  }
}
