import Testing

@testable import SharedMemory

@Suite("Values in pieces") struct PiecesTests {
  @Test(arguments: [0, 1, Pieces<Int>.size, Pieces<Int>.size + 1, 3 * Pieces<Int>.size])
  func `are taken out in their order, and none is left`(count: Int) {
    var pieces = Pieces<Int>()
    for value in 0..<count { pieces.append(value) }
    #expect(pieces.count == count)
    #expect(pieces.arrays.dropLast().allSatisfy { $0.count == Pieces<Int>.size })
    var taken: [Int] = []
    pieces.takeEach { taken.append($0) }
    #expect(taken == Array(0..<count))
    #expect(pieces.count == 0 && pieces.arrays.isEmpty)
  }

  @Test func `a copy keeps its values`() {
    var pieces = Pieces<Int>()
    pieces.append(1)
    let copy = pieces
    pieces.takeEach { _ in }
    #expect(copy.arrays == [[1]])
  }
}
