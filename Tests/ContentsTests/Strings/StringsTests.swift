import SystemPackage
import TestSupport
import Testing

@testable import Contents

/// Texts among the bytes of a segment.
struct StringsTests {
  private func reader(_ made: TestSegment) throws -> ContentsReader {
    let segment = try #require(RealHost.segment(named: made.name))
    return try ContentsReader.open(segment, accepting: .nothing)
  }

  private func texts(_ page: StringsPage) -> [String] {
    page.strings.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func request(
    _ offset: UInt64, forward: Bool = true, count: Int = 100, utf8: Bool = true
  ) -> StringsRequest {
    StringsRequest(from: offset, isForward: forward, count: count, takesUTF8: utf8)
  }

  @Test func `four characters or more are a text`() throws {
    try TestSegment.with(size: 4096) { file in
      try file.write(Array("abc\0abcd\0\ttab and space\u{1}x\nyyyy\0".utf8))
      let page = try reader(file).strings(request(0))
      #expect(texts(page) == ["abcd", "\ttab and space", "yyyy"])
      #expect(page.strings.first?.range == 4..<8)
      #expect(page.isLast)
    }
  }

  @Test func `characters of UTF-8 belong to a text if they are wanted`() throws {
    try TestSegment.with(size: 4096) { file in
      try file.write(Array("Stra\u{df}e\0\u{e9}\u{e9}\u{e9}\u{e9}\0abc\u{85}defg\0".utf8))
      try file.write([0x61, 0x62, 0x63, 0x64, 0xc3, 0x28, 0x65, 0x66, 0x67, 0x00], at: 100)
      let reader = try reader(file)
      #expect(
        texts(try reader.strings(request(0)))
          == ["Stra\u{df}e", "\u{e9}\u{e9}\u{e9}\u{e9}", "defg", "abcd", "(efg"])
      #expect(
        texts(try reader.strings(request(0, utf8: false))) == ["Stra", "defg", "abcd", "(efg"])
    }
  }

  @Test func `a text can cross blocks and pages, and holes are skipped`() throws {
    try TestSegment.with(size: 1 << 40) { file in
      try file.write(Array("crosses a block".utf8), at: (1 << 16) - 5)
      try file.write(Array("far away".utf8), at: (1 << 40) - 8)
      let reader = try reader(file)
      let page = try reader.strings(request(0))
      #expect(texts(page) == ["crosses a block", "far away"])
      #expect(page.isLast)
      let back = try reader.strings(request(1 << 40, forward: false))
      #expect(texts(back) == ["crosses a block", "far away"])
      #expect(back.isLast)
    }
  }

  @Test func `forward and backward give the same texts, page by page`() throws {
    var random = SeededGenerator(seed: 7)
    let bytes = (0..<300_000).map { _ -> UInt8 in
      UInt8.random(in: 0..<100, using: &random) < 88
        ? UInt8.random(in: 0x61...0x7a, using: &random) : UInt8.random(in: 0...255, using: &random)
    }
    try TestSegment.with(size: bytes.count) { file in
      try file.write(bytes)
      let reader = try reader(file)
      var forward: [FoundString] = []
      var offset: UInt64 = 0
      while true {
        let page = try reader.strings(request(offset, count: 37))
        forward += page.strings
        offset = page.reached
        if page.isLast { break }
      }
      var backward: [FoundString] = []
      offset = UInt64(bytes.count)
      while true {
        let page = try reader.strings(request(offset, forward: false, count: 41))
        backward = page.strings + backward
        offset = page.reached
        if page.isLast { break }
      }
      #expect(forward.count > 5000)
      #expect(forward == backward)
    }
  }

  @Test func `a request reads a limited number of bytes and says how far it came`() throws {
    try TestSegment.with(size: 20 << 20) { file in
      try file.write([UInt8](repeating: 1, count: 20 << 20))
      try file.write(Array("late".utf8), at: 19 << 20)
      let reader = try reader(file)
      var page = try reader.strings(request(0))
      #expect(page.strings.isEmpty && !page.isLast)
      #expect(page.reached > 0 && page.reached < 10 << 20)
      while !page.isLast, page.strings.isEmpty { page = try reader.strings(request(page.reached)) }
      #expect(texts(page) == ["late"])
    }
  }

  @Test func `a very long text is cut`() throws {
    try TestSegment.with(size: 100_000) { file in
      try file.write([UInt8](repeating: 0x41, count: 100_000))
      let page = try reader(file).strings(request(0, count: 3))
      #expect(page.strings.map(\.range) == [0..<4096, 4096..<8192, 8192..<12288])
      #expect(page.strings.first?.bytes.count == FoundString.most)
    }
  }

  @Test func `a segment that ends early gives what there is`() throws {
    try TestSegment.with(size: 0) { file in
      let page = try reader(file).strings(request(0))
      #expect(page.strings.isEmpty && page.isLast)
    }
  }
}
