import Formatting
import Query
import SharedMemory
import TestSupport
import Testing

/// The order of rows.
struct SortAndFilterTests {
  private func order(
    _ segments: [Segment], by field: Field, reversed: Bool = false
  ) -> [Int] {
    SortAndFilter(by: field, isReversed: reversed).positions(of: segments, Samples.format)
  }

  @Test func `numbers are sorted largest first, and equal ones keep their order`() {
    let segments = [5, 9, 5, 0, .max, 9].map { Samples.systemV(1, size: $0) }
    #expect(order(segments, by: .size) == [4, 1, 5, 0, 2, 3])
    #expect(order(segments, by: .size, reversed: true) == [3, 0, 2, 1, 5, 4])
  }

  @Test func `rows without a number come last in both directions`() {
    let segments = [nil, 0, nil, .max, 7].map { Samples.posix("x", allocated: $0) }
    #expect(order(segments, by: .allocated) == [3, 4, 1, 0, 2])
    #expect(order(segments, by: .allocated, reversed: true) == [1, 4, 3, 0, 2])
  }

  @Test func `text is sorted by its bytes`() {
    let names: [[UInt8]] = [[0xff], [0x62], [0x61, 0x00], [0x61], [0x42], Array("é".utf8)]
    let segments = names.map { Samples.posix($0) }
    #expect(order(segments, by: .label) == [4, 3, 2, 1, 5, 0])
    #expect(order(segments, by: .label, reversed: true) == [0, 5, 1, 2, 3, 4])
  }

  @Test func `names that differ only at the end are sorted`() {
    let names = [
      "torch_18233_9911", "torch_18233_9910", "torch_18233", "torch_18233_991", "torch_1",
    ]
    let segments = names.map { Samples.posix($0) }
    #expect(order(segments, by: .label) == [4, 2, 3, 1, 0])
    #expect(order(segments, by: .label, reversed: true) == [0, 1, 3, 2, 4])
  }

  @Test func `equal text keeps its order in both directions`() {
    let segments = ["b", "a", "b", "a", "a"].map { Samples.posix($0) }
    #expect(order(segments, by: .label) == [1, 3, 4, 0, 2])
    #expect(order(segments, by: .label, reversed: true) == [0, 2, 1, 3, 4])
  }

  @Test func `System V comes before POSIX, sorted by ID`() {
    let segments = [
      Samples.posix("0"), Samples.systemV(100), Samples.systemV(9), Samples.posix(""),
    ]
    #expect(order(segments, by: .id) == [2, 1, 3, 0])
  }

  @Test func `segments of one kind are together`() {
    let segments = [
      Samples.posix("z"), Samples.posix("sem.b", kind: .semaphore), Samples.systemV(7),
      Samples.posix("a"), Samples.posix("sem.a", kind: .semaphore),
    ]
    #expect(order(segments, by: .kind) == [2, 3, 0, 4, 1])
  }

  @Test func `an owner without a name is sorted by the number`() {
    let segments = [1000, 77, 120].map { Samples.systemV(1, owner: $0) }
    #expect(order(segments, by: .owner) == [1, 0, 2])
  }

  @Test func `the oldest segment comes first`() {
    let births: [Int64] = [1_795_238_111, .max, 0, .min, -5, 1_795_238_112]
    let segments = births.map { Samples.posix("x", birth: $0) }
    #expect(order(segments, by: .age) == [3, 4, 2, 0, 5, 1])
    #expect(order(segments, by: .age, reversed: true) == [1, 5, 0, 2, 4, 3])
  }

  @Test func `every order of every field has each position once`() {
    let all = Array(Samples.segments.indices)
    for field in Field.all {
      for isReversed in [false, true] {
        #expect(order(Samples.segments, by: field, reversed: isReversed).sorted() == all)
      }
    }
    #expect(order([], by: .size).isEmpty)
  }

  @Test func `random names are sorted as by a plain comparison`() {
    var generator = SeededGenerator(seed: 8)
    let names: [[UInt8]] = (0..<500).map { _ in
      (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        [0, 1, 0x61, 0xff].randomElement(using: &generator) ?? 0
      }
    }
    let expected = names.indices.sorted {
      names[$0] == names[$1] ? $0 < $1 : names[$0].lexicographicallyPrecedes(names[$1])
    }
    #expect(order(names.map { Samples.posix($0) }, by: .label) == expected)
  }
}
