import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Checksums of bytes and holes.
struct ContentsChecksumTests {
  /// A sink that takes everything.
  private struct Nowhere: ContentsSink {
    func write(_ bytes: UnsafeRawBufferPointer) {}
    func writeHole(_ count: UInt64) {}
    func finish() {}
  }

  private enum Part {
    case bytes([UInt8])
    case hole(UInt64)
  }

  private func checksum(_ parts: [Part]) throws -> ContentsChecksum {
    var sink = ChecksumSink(before: Nowhere())
    for part in parts {
      switch part {
      case .bytes(let bytes): try bytes.withUnsafeBytes { try sink.write($0) }
      case .hole(let count): try sink.writeHole(count)
      }
    }
    return sink.checksum
  }

  @Test func `it does not matter how the bytes are cut, and which zeros are holes`() throws {
    var bytes = [UInt8](repeating: 0, count: 20_000)
    for place in [0, 4095, 4096, 9000, 19_999] { bytes[place] = 7 }
    let whole = try checksum([.bytes(bytes)])
    let withHole = try checksum([
      .bytes(Array(bytes[..<4097])), .hole(4903), .bytes(Array(bytes[9000..<9001])),
      .hole(10_998), .bytes([7]),
    ])
    #expect(withHole == whole)
    for length in [1, 100, 4095, 4096, 4097, 8192] {
      let pieces = stride(from: 0, to: bytes.count, by: length).map { start in
        Part.bytes(Array(bytes[start..<min(start + length, bytes.count)]))
      }
      #expect(try checksum(pieces) == whole, "\(length)")
    }
  }

  @Test func `every byte counts, and so does its place`() throws {
    var seen: Set<ContentsChecksum> = [try checksum([]), try checksum([.bytes([1])])]
    for place in [0, 1, 4095, 4096, 8191, 8192, 10_000] {
      for value in [1, 2] as [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 10_001)
        bytes[place] = value
        seen.insert(try checksum([.bytes(bytes)]))
      }
    }
    // The first of these is that of the single byte above.
    #expect(seen.count == 2 + 7 * 2 - 1)
  }

  @Test func `a hole of a terabyte costs nothing`() throws {
    let first = try checksum([.hole(1 << 40), .bytes([1])])
    #expect(try checksum([.hole(1 << 40 - 4096), .bytes([1])]) != first)
    #expect(try checksum([.hole(1 << 40)]) == checksum([]))
  }
}
