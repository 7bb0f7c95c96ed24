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

  @Test func `a mapping of a System V segment has its number for an inode`() throws {
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

  @Test func `an anonymous mapping has no path, and a line cut short is the last`() throws {
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
}
