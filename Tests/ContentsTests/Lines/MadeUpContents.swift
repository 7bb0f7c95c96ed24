import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Contents in the memory of a test, of which some pages are holes that must not be read.
final class MadeUpContents: ContentsSource {
  var bytes: [UInt8]
  var holes: Set<Int>
  let holeAlignment: UInt64?
  /// Pages in swap, which must not be read.
  var swapped: Set<Int> = []
  /// Bytes that were read.
  var countRead = 0

  init(_ bytes: [UInt8], holes: Set<Int> = [], holeAlignment: UInt64? = nil) {
    self.bytes = bytes
    self.holes = holes
    self.holeAlignment = holeAlignment
    for page in holes { for index in pageRange(page) { self.bytes[index] = 0 } }
  }

  /// Pages that are holes, zeros, one byte, one row, or some of those with a byte that differs.
  static func random(
    pages: Int, rest: Int, holeAlignment: UInt64? = nil, using random: inout SeededGenerator
  ) -> MadeUpContents {
    var bytes: [UInt8] = []
    var holes: Set<Int> = []
    var kind = 0
    for page in 0...pages {
      if Int.random(in: 0..<3, using: &random) == 0 { kind = .random(in: 0..<5, using: &random) }
      if kind == 0 { holes.insert(page) }
      var made =
        switch kind {
        case 0, 1: [UInt8](repeating: 0, count: 4096)
        case 2: [UInt8](repeating: 0x41, count: 4096)
        case 3: (0..<4096).map { UInt8($0 % 16) }
        default: random.bytes(4096).map { $0 & 1 }
        }
      if kind > 0, Int.random(in: 0..<3, using: &random) == 0 {
        made[.random(in: 0..<4096, using: &random)] ^= 1
      }
      bytes += made
    }
    bytes.removeLast(4096 - rest)
    if rest == 0 { holes.remove(pages) }
    return MadeUpContents(bytes, holes: holes, holeAlignment: holeAlignment)
  }

  private func pageRange(_ page: Int) -> Range<Int> {
    min(bytes.count, page * 4096)..<min(bytes.count, (page + 1) * 4096)
  }

  func hasSwappedPages(in range: Range<UInt64>) -> Bool {
    swapped.contains {
      UInt64($0 * 4096) < range.upperBound && range.lowerBound < UInt64(($0 + 1) * 4096)
    }
  }

  func size() throws(Errno) -> UInt64 { UInt64(bytes.count) }

  func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent? {
    guard offset < UInt64(bytes.count) else { return nil }
    let isHole = holes.contains(Int(offset) / 4096)
    var page = Int(offset) / 4096
    while page * 4096 < bytes.count, holes.contains(page) == isHole,
      UInt64(page * 4096) < limit || (isHole && holeAlignment == nil)
    {
      page += 1
    }
    return Extent(range: offset..<UInt64(min(bytes.count, page * 4096)), isHole: isHole)
  }

  func startOfHole(before limit: UInt64, notBefore floor: UInt64) throws(Errno) -> UInt64 {
    var page = (Int(limit) - 1) / 4096
    #expect(holes.contains(page))
    while page > 0, holes.contains(page - 1), holeAlignment == nil || UInt64(page * 4096) > floor {
      page -= 1
    }
    return UInt64(page * 4096)
  }

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    let range = Int(offset)..<min(bytes.count, Int(offset) + buffer.count)
    for page in (range.lowerBound / 4096)...(max(range.upperBound, 1) - 1) / 4096 {
      #expect(!holes.contains(page), "a hole was read")
      #expect(!swapped.contains(page), "a page in swap was read")
    }
    buffer.copyBytes(from: bytes[range])
    countRead += range.count
    return range.count
  }

  /// All lines, made row by row from what they are said to be.
  func plainLines(width: Int) -> [ContentsLine] {
    let last = (bytes.count - 1) / width * width
    var lines: [ContentsLine] = []
    for start in stride(from: 0, to: bytes.count, by: width) {
      let end = min(bytes.count, start + width)
      let isHole = holes.contains(start / 4096)
      let row = Array(bytes[start..<end])
      let repeats =
        start > 0 && start < last && bytes.hasSame(width, at: start - width, as: start)
        && holes.contains((start - width) / 4096) == isHole
      let part = isHole ? holeAlignment.map { Int($0) } ?? .max : Int(LineReader.runAlignment)
      if repeats, start % part != 0, let before = lines.last, before.range.lowerBound > 0,
        lines.count > 1, isInRun
      {
        let joined = before.range.lowerBound..<UInt64(end)
        lines[lines.count - 1] = ContentsLine(range: joined, bytes: row, isHole: isHole)
      } else {
        let range = UInt64(start)..<UInt64(end)
        lines.append(ContentsLine(range: range, bytes: row, isHole: isHole))
      }
      isInRun = repeats
    }
    return lines
  }

  private var isInRun = false
}

extension [UInt8] {
  /// Whether so many bytes from one place on are those from another one on.
  fileprivate func hasSame(_ count: Int, at one: Int, as other: Int) -> Bool {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return true }
      return memcmp(start + one, start + other, count) == 0
    }
  }
}
