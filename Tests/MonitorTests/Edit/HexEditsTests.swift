import Operations
import TestSupport
import Testing

@testable import Monitor

/// Typed bytes over those of a segment, as a value.
struct HexEditsTests {
  /// Expects what a call says that changes the value, which `#expect` cannot take.
  private func expect(
    _ isSo: Bool, _ comment: Comment? = nil, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(isSo, comment, sourceLocation: location)
  }

  /// Types digits from an offset on, over these bytes.
  private func type(
    _ digits: [UInt8], at offset: UInt64 = 0, over below: [UInt8], in edits: inout HexEdits
  ) {
    var cursor = offset
    for digit in digits {
      expect(edits.type(digit: digit, at: cursor, over: below[Int(cursor)]))
      if !edits.isLow(at: cursor) { cursor += 1 }
    }
  }

  @Test func `a digit replaces the high half of a byte, the next one the low half`() {
    var edits = HexEdits()
    type([0xa], over: [0x12], in: &edits)
    #expect(edits[0]?.typed == 0xa2 && edits[0]?.below == 0x12)
    #expect(edits.isLow(at: 0) && !edits.isLow(at: 1))
    type([0xb], over: [0x12], in: &edits)
    #expect(edits[0]?.typed == 0xab)
    #expect(!edits.isLow(at: 0))
  }

  @Test func `a digit after a move begins a byte`() {
    var edits = HexEdits()
    type([0xa], over: [0x12], in: &edits)
    edits.cursorMoved()
    type([0xc], over: [0x12], in: &edits)
    #expect(edits[0]?.typed == 0xc2)
  }

  @Test func `a byte that is typed as it stands is no change`() {
    var edits = HexEdits()
    type([1, 2, 3, 4], over: [0x12, 0x34], in: &edits)
    #expect(edits.isEmpty && edits.canUndo)
    #expect(edits.replacements == [])
  }

  @Test func `undo takes the last step back first, and says where it was`() {
    var edits = HexEdits()
    type([0xa, 0xb, 0xc], over: [0x12, 0x34], in: &edits)
    expect(edits.type(Array("é".utf8), at: 1, over: [0x34, 0x56]))
    #expect(edits.count == 3)
    expect(edits.undo() == 1)
    #expect(edits[1]?.typed == 0xc4 && edits[2] == nil && edits.isLow(at: 1))
    expect(edits.undo() == 1)
    #expect(edits[1] == nil && !edits.isLow(at: 1))
    expect(edits.undo() == 0)
    #expect(edits[0]?.typed == 0xa2 && edits.isLow(at: 0))
    expect(edits.undo() == 0)
    #expect(edits.isEmpty && !edits.isLow(at: 0))
    expect(edits.undo() == nil)
  }

  @Test func `bytes without a gap are one part, in the order of their offsets`() {
    var edits = HexEdits()
    expect(edits.type([9], at: 7, over: [0]))
    expect(edits.type([2], at: 1, over: [0xff]))
    expect(edits.type([1], at: 0, over: [0xee]))
    #expect(
      edits.replacements == [
        ByteReplacement(at: 0, of: [0xee, 0xff], by: [1, 2]),
        ByteReplacement(at: 7, of: [0], by: [9]),
      ])
  }

  @Test func `the largest offset is a part too`() {
    var edits = HexEdits()
    expect(edits.type([9], at: .max - 1, over: [0]))
    #expect(edits.replacements == [ByteReplacement(at: .max - 1, of: [0], by: [9])])
  }

  @Test func `a change in the segment marks the edit, keeps it, and is what a write expects`() {
    var edits = HexEdits()
    expect(edits.type([9], at: 0, over: [0]))
    edits.follow { $0 == 0 ? 5 : nil }
    #expect(edits[0] == edits.bytes[0] && edits[0]?.typed == 9)
    #expect(edits.changedBelow == 1)
    #expect(edits.replacements == [ByteReplacement(at: 0, of: [5], by: [9])])
    edits.follow { _ in 9 }
    #expect(edits.isEmpty, "the segment has the same byte by now")
  }

  @Test func `undo does not bring back what stood in the segment before`() {
    var edits = HexEdits()
    expect(edits.type([9], at: 0, over: [0]))
    expect(edits.type([8], at: 0, over: [0]))
    edits.follow { _ in 5 }
    expect(edits.undo() == 0)
    #expect(edits.replacements == [ByteReplacement(at: 0, of: [5], by: [9])])
  }

  @Test func `what was written is no edit any more, what was typed since is one`() {
    var edits = HexEdits()
    expect(edits.type([1, 2, 3], at: 4, over: [0, 0, 0]))
    let written = edits.replacements
    expect(edits.type([7], at: 5, over: [0]))
    edits.wrote(written)
    #expect(edits.replacements == [ByteReplacement(at: 5, of: [2], by: [7])])
    #expect(!edits.canUndo)
  }

  @Test func `there is a bound, and beyond it nothing changes`() {
    var edits = HexEdits()
    for part in 0..<UInt64(HexEdits.mostParts) {
      expect(edits.type([1], at: 2 * part, over: [0]))
    }
    let full = edits.replacements
    expect(!edits.type([1], at: 5000, over: [0]))
    #expect(edits.replacements == full)
    expect(edits.type([1], at: 1, over: [0]), "which joins two parts")
    var long = HexEdits()
    let most = [UInt8](repeating: 1, count: HexEdits.mostBytes)
    expect(long.type(most, at: 0, over: most.map { _ in 0 }))
    expect(!long.type([1], at: UInt64(most.count), over: [0]))
    expect(!long.type(digit: 1, at: UInt64(most.count), over: 0))
    #expect(!long.isLow(at: UInt64(most.count)))
  }

  @Test(arguments: 0..<20) func `undoing all leads back to nothing`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    var edits = HexEdits()
    var states: [[ByteReplacement]] = []
    for _ in 0..<200 {
      states.append(edits.replacements)
      let offset = UInt64(random.number(in: 0...20))
      if random.happens(onceIn: 2) { edits.cursorMoved() }
      if random.happens(onceIn: 3) {
        let count = random.number(in: 1...3)
        let typed = (0..<count).map { _ in UInt8(random.number(in: 0...255)) }
        _ = edits.type(typed, at: offset, over: typed.map { _ in 0x55 })
      } else {
        _ = edits.type(digit: UInt8(random.number(in: 0...15)), at: offset, over: 0x55)
      }
    }
    for state in states.reversed() {
      expect(edits.undo() != nil)
      #expect(edits.replacements == state)
    }
    #expect(edits.isEmpty)
  }
}
