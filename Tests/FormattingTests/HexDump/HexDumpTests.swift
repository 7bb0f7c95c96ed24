import Glibc
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import Formatting

/// Hex dumps, compared with those of the real `hexdump -C`.
struct HexDumpTests {
  /// What the real program prints; `nil` where it is missing.
  private static func hexdump(_ arguments: String) -> [UInt8]? {
    guard let output = popen("LC_ALL=C hexdump -C \(arguments) 2>/dev/null", "r") else {
      return nil
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, output)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return pclose(output) == 0 ? bytes : nil
  }

  private static let isInstalled = hexdump("/dev/null") != nil

  /// A dump of bytes in pieces, and of `zeros` before which there are so many bytes.
  private func dump(
    _ bytes: [UInt8], from offset: UInt64 = 0, pieces: [Int] = [], zeros: UInt64 = 0
  ) throws -> [UInt8] {
    final class Text { var bytes: [UInt8] = [] }
    let text = Text()
    var dump = HexDump(from: offset) { text.bytes += $0 }
    var rest = bytes[...]
    for piece in pieces + [rest.count] {
      let part = Array(rest.prefix(piece))
      rest = rest.dropFirst(piece)
      if !part.isEmpty && part.allSatisfy({ $0 == 0 }) {
        try dump.writeHole(UInt64(part.count))
      } else {
        var failure: Errno?
        part.withUnsafeBytes { buffer in
          do throws(Errno) { try dump.write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
      }
    }
    try dump.writeHole(zeros)
    try dump.finish()
    return text.bytes
  }

  @Test(.enabled(if: isInstalled, "needs hexdump"))
  func `random bytes, runs and odd lengths are dumped as by hexdump`() throws {
    var random = SeededGenerator(seed: 3)
    try FileTree.with { tree in
      for round in 0..<120 {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...6, using: &random) {
          let count = Int.random(in: 0...150, using: &random)
          switch Int.random(in: 0...3, using: &random) {
          case 0: bytes += Array(repeating: 0, count: count)
          case 1: bytes += Array(repeating: UInt8.random(in: 0...255, using: &random), count: count)
          // Rows that are alike.
          case 2:
            let row = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes += (0..<(count / 16)).flatMap { _ in row }
          default: bytes += (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
          }
        }
        try tree.write(bytes, to: FilePath("\(round)"))
        let path = tree.path.appending("\(round)").string
        let whole = String(decoding: try dump(bytes), as: UTF8.self)
        #expect(whole == Self.hexdump(path).map { String(decoding: $0, as: UTF8.self) })
        let pieces = (0..<8).map { _ in Int.random(in: 0...60, using: &random) }
        #expect(try dump(bytes, pieces: pieces) == Array(whole.utf8))
        let skip = Int.random(in: 0...(bytes.count + 3), using: &random)
        let count = Int.random(in: 1...100, using: &random)
        let part = try dump(
          Array(bytes.dropFirst(skip).prefix(count)), from: UInt64(min(skip, bytes.count)))
        #expect(part == Self.hexdump("-s \(skip) -n \(count) \(path)"))
      }
    }
  }

  @Test(.enabled(if: isInstalled, "needs hexdump"))
  func `offsets beyond 32 bits have as many digits as in hexdump`() throws {
    try FileTree.with { tree in
      try tree.makeSparseFile("big", size: 1 << 42)
      let path = tree.path.appending("big").string
      for offset in [0xffff_fff8, 0x1_0000_0000, 0xf_ffff_fffc, 0x10_0000_0000, 0x3ff_ffff_fff0]
        as [UInt64]
      {
        let real = try #require(Self.hexdump("-s \(offset) -n 30 \(path)"))
        let count = min(30, 1 << 42 - offset)
        #expect(try dump([], from: offset, zeros: count) == real)
      }
    }
  }

  @Test func `rows equal to the row before them become one star`() throws {
    let text = try dump(Array("sixteen letters!".utf8) + [0x7f, 0x20], zeros: 62)
    #expect(
      String(decoding: text, as: UTF8.self) == """
        00000000  73 69 78 74 65 65 6e 20  6c 65 74 74 65 72 73 21  |sixteen letters!|
        00000010  7f 20 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |. ..............|
        00000020  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
        *
        00000050

        """)
  }

  @Test func `a dump of no bytes is empty, or its offset alone if that is not 0`() throws {
    #expect(try dump([]) == [])
    #expect(try dump([], from: 0x1234) == Array("00001234\n".utf8))
  }

  @Test func `a hole of any size is written at once`() throws {
    let text = try dump([1], zeros: UInt64(Int64.max) - 1)
    #expect(String(decoding: text.suffix(18), as: UTF8.self) == "\n7fffffffffffffff\n")
    #expect(text.count < 300)
  }

  @Test func `every byte has its digits and its place in the text`() throws {
    for byte in UInt8.min...UInt8.max {
      for count in 1...16 {
        let bytes = [UInt8](repeating: byte, count: count)
        var row = [UInt8](repeating: 0, count: HexRow.longest)
        let length = bytes.withUnsafeBytes { bytes in
          row.withUnsafeMutableBytes { row in
            row.baseAddress.map { HexRow.write(bytes, at: 0x1f, to: $0) } ?? 0
          }
        }
        let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
        let cells = (0..<16).map { ($0 == 8 ? " " : "") + ($0 < count ? digits : "  ") }
        let letter = (0x20..<0x7f).contains(byte) ? String(Unicode.Scalar(byte)) : "."
        let expected =
          "0000001f  " + cells.joined(separator: " ") + "  |"
          + String(repeating: letter, count: count) + "|\n"
        #expect(String(decoding: row[..<length], as: UTF8.self) == expected)
      }
    }
  }
}
