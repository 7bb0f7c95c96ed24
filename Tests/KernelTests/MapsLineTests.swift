import TestSupport
import Testing

@testable import Kernel

/// Lines of `/proc/PID/maps`.
struct MapsLineTests {
  private func lines(_ text: String) -> [MapsLine?] {
    var cursor = ByteParser(Array(text.utf8))
    var lines: [MapsLine?] = []
    while !cursor.isAtEnd {
      let line = MapsLine(&cursor)
      if line == nil { cursor.skipLine() }
      lines.append(line)
    }
    return lines
  }

  @Test func `a mapping of a System V segment has the ID as its inode`() throws {
    let line = try #require(
      lines(
        """
        7f1c40000000-7f1c40001000 rw-s 00000000 00:01 32769                      \
        /SYSV0052e2c1 (deleted)

        """
      ).first ?? nil)
    #expect(line.range.elementsEqual("7f1c40000000-7f1c40001000".utf8))
    #expect(line.inode == 32769)
    #expect(line.path.elementsEqual("/SYSV0052e2c1 (deleted)".utf8))
    #expect(line.maps(ShmID(rawValue: 32769)))
    #expect(!line.maps(ShmID(rawValue: 32770)))
  }

  @Test(arguments: [
    ("00400000-00e7d000", "400000-e7d000"),
    ("7f1c40000000-7f1c40001000", "7f1c40000000-7f1c40001000"),
  ])
  func `a mapping at a low address has another name in map_files`(
    _ range: String, _ name: String
  ) throws {
    let line = try #require(lines("\(range) r--p 00000000 fe:00 5  /bin/x\n").first ?? nil)
    #expect(line.mapFilesName == Array(name.utf8))
  }

  @Test func `an anonymous mapping has no path, and an incomplete line is rejected`() throws {
    let lines = lines(
      """
      7ffd0000-7ffe0000 rw-p 00000000 00:00 0
      7f1c40000000-7f1c40001000 rw-s 00000000 00:19 7  /dev/shm/a b (deleted)
      7f1c4000
      """)
    #expect(lines.count == 3)
    #expect(lines[0]?.path.isEmpty == true)
    #expect(lines[1]?.path.elementsEqual("/dev/shm/a b (deleted)".utf8) == true)
    #expect(lines[1]?.maps(ShmID(rawValue: 7)) == false)
    #expect(lines[2] == nil)
  }

  @Test(
    arguments: [
      ("0", 0), ("-1", -1), ("007", 7), ("9223372036854775807", .max), ("-", nil), ("", nil),
      ("+1", nil), ("1x", nil), ("9223372036854775808", nil), ("99999999999999999999", nil),
    ] as [(String, Int64?)])
  func `a signed word is a whole number or none`(text: String, number: Int64?) {
    var cursor = ByteParser(Array(text.utf8))
    let read = cursor.signed()
    #expect(read == number)
  }

  @Test func `words end at blanks and lines`() {
    var cursor = ByteParser(Array("  a\tb \nc".utf8))
    let first = cursor.word()
    let second = cursor.word()
    let third = cursor.word()
    let hasNextLine = cursor.skipLine()
    let fourth = cursor.word()
    let hasAnotherLine = cursor.skipLine()
    #expect(first == Array("a".utf8)[...])
    #expect(second == Array("b".utf8)[...])
    #expect(third == nil)
    #expect(hasNextLine)
    #expect(fourth == Array("c".utf8)[...])
    #expect(!hasAnotherLine)
  }

  /// A line as the kernel writes it.
  private struct MadeUpLine {
    let start: UInt64
    let end: UInt64
    let isWritable: Bool
    let isShared: Bool
    let offset: UInt64
    let major: UInt64
    let minor: UInt64
    let inode: UInt64
    let path: [UInt8]

    init(_ random: inout RandomBytes) {
      start = random.number(in: 0...UInt64.max - 1)
      end = random.number(in: start...UInt64.max)
      (isWritable, isShared) = (random.happens(onceIn: 2), random.happens(onceIn: 2))
      offset = random.number(in: 0...UInt64.max)
      (major, minor) = (random.number(in: 0...0xfff), random.number(in: 0...0xf_ffff))
      inode = random.number(in: 0...UInt64.max)
      let path = random.next(most: 5).filter { $0 != 0x0a }
      self.path = random.happens(onceIn: 4) ? [] : [UInt8(ascii: "/")] + path
    }

    var bytes: [UInt8] {
      let hex = { (number: UInt64, width: Int) in
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
      }
      let permissions = "r\(isWritable ? "w" : "-")-\(isShared ? "s" : "p")"
      let fields = [
        "\(hex(start, 8))-\(hex(end, 8))", permissions, hex(offset, 8),
        "\(hex(major, 2)):\(hex(minor, 2))", "\(inode)",
      ]
      return Array(fields.joined(separator: " ").utf8)
        + (path.isEmpty ? [] : Array("   ".utf8) + path) + [0x0a]
    }
  }

  @Test(arguments: 0..<4)
  func `a line is read as it was written`(seed: UInt64) throws {
    var random = RandomBytes(seed: seed)
    for _ in 0..<200 {
      let made = MadeUpLine(&random)
      var cursor = ByteParser(made.bytes)
      let line = try #require(MapsLine(&cursor), "\(made.bytes)")
      #expect(cursor.isAtEnd)
      #expect(line.addresses == made.start..<made.end)
      #expect(line.isSharedWritable == (made.isWritable && made.isShared))
      #expect(line.offset == made.offset && line.inode == made.inode)
      // makedev(3), the other way round.
      #expect((line.device >> 8) & 0xfff == made.major)
      #expect(line.device & 0xff | (line.device >> 12) & 0xf_ff00 == made.minor)
      #expect(Array(line.path) == made.path)
    }
  }

  @Test(arguments: 0..<4)
  func `a damaged line does not affect the others`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<100 {
      let good = MadeUpLine(&random).bytes
      let damaged = random.mutated(MadeUpLine(&random).bytes)
      var cursor = ByteParser(damaged + [0x0a] + good)
      var last: MapsLine?
      var (position, count) = (-1, 0)
      while !cursor.isAtEnd {
        // Each line leads further, so that reading ends.
        #expect(cursor.position > position)
        position = cursor.position
        last = MapsLine(&cursor)
        if let last { #expect(!last.path.contains(0x0a)) }
        count += 1
      }
      #expect(count <= damaged.count(where: { $0 == 0x0a }) + 2)
      var alone = ByteParser(good)
      let expected = MapsLine(&alone)
      #expect(last?.addresses == expected?.addresses && last?.inode == expected?.inode)
      #expect(last?.path == expected.map { $0.path }.map { Array($0)[...] } || last == nil)
    }
  }

  @Test(arguments: [8, 10, 16] as [UInt64], 0..<2)
  func `a number is its digits and nothing else`(radix: UInt64, seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<500 {
      let number = random.number(in: 0...UInt64.max) >> random.number(in: 0...63)
      let digits = Array(String(number, radix: Int(radix)).utf8)
      #expect(ByteParser.unsigned(digits[...], radix: radix) == number)
      let damaged = random.mutated(digits)
      if let read = ByteParser.unsigned(damaged[...], radix: radix) {
        let plain = damaged.drop { $0 == UInt8(ascii: "0") }
        let expected = read == 0 ? [] : Array(String(read, radix: Int(radix)).utf8)
        #expect(plain.elementsEqual(expected), "\(damaged)")
      }
    }
  }
}
