import CTestSupport
import Glibc
import TestSupport
import Testing

@testable import SharedMemory
@testable import Contents
import Kernel

/// The facts in the bytes of a segment, also in bytes made to mislead.
struct ContentSignatureTests {
  private func findings(
    _ bytes: [UInt8], in kind: Segment.Kind = .systemV, size: UInt64? = nil
  ) -> ContentSignature {
    ContentSignature(in: kind, size: size ?? UInt64(bytes.count)) { offset, count in
      Array(bytes.dropFirst(Int(clamping: offset)).prefix(count))
    }
  }

  /// The bytes of numbers in this host's order.
  private func bytes(_ numbers: [UInt64]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number) { Array($0) } }
  }

  private static let magic: UInt64 = 0x2885_750e

  private func server(
    total: UInt64 = 148 << 20, free: UInt64 = 56, control: UInt64 = 4242
  ) -> [UInt8] {
    bytes([Self.magic | 3187 << 32, total, free, control, 0x7f00_0000_0000, 0xfe01, 131_074])
  }

  @Test func `the header of PostgreSQL has the size of its memory and its data directory`()
    throws
  {
    let signature = findings(server())
    let entry = try #require(signature.entry)
    #expect(entry.application.name == "PostgreSQL")
    #expect(entry.processes.first?.rawValue == 3187)
    let header = try #require(signature.postgreSQL)
    #expect(header.totalSize == 148 << 20)
    #expect(header.controlSegment == 4242)
    #expect(header.device == 0xfe01)
    #expect(header.inode == 131_074)
    #expect(findings(server(control: 0)).postgreSQL?.controlSegment == nil)
    // The upper half of the word is padding.
    #expect(
      findings(server(control: 7 | 99 << 32)).postgreSQL?.controlSegment == 7)
  }

  @Test func `an incomplete or inconsistent header still identifies PostgreSQL`() {
    for count in 4..<56 {
      let signature = findings(Array(server().prefix(count)))
      #expect(signature.entry?.application.name == "PostgreSQL")
      #expect(signature.postgreSQL == nil)
    }
    for count in 0..<4 { #expect(findings(Array(server().prefix(count))).entry == nil) }
    for (total, free) in [(55, 55), (100, 0), (100, 101), (0, .max)] as [(UInt64, UInt64)] {
      #expect(findings(server(total: total, free: free)).postgreSQL == nil)
    }
    #expect(findings(server(total: .max, free: .max)).postgreSQL?.totalSize == .max)
  }

  @Test func `random bytes are parsed without a crash`() {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<2000 {
      var bytes = (0..<Int.random(in: 0...64, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      if round.isMultiple(of: 2) {
        bytes.replaceSubrange(0..<min(4, bytes.count), with: server().prefix(4))
      }
      for kind in Segment.Kind.allCases {
        // The size can be another by the time that the bytes are read.
        for size in [UInt64(bytes.count), 32, 0, .max] {
          let found = findings(bytes, in: kind, size: size)
          #expect(found.semaphore.map { $0.value <= Int32.max } ?? true)
        }
      }
    }
  }

  @Test func `a semaphore has its value and its waiters`() {
    let bytes = bytes([3 | 2 << 32, 128, 0, 0])
    let found = findings(bytes, in: .semaphore).semaphore
    #expect(found?.value == 3)
    #expect(found?.waiters == 2)
    #expect(findings(bytes, in: .posix).semaphore == nil)
  }

  @Test func `other bytes are not taken for a semaphore`() {
    for numbers in [
      [3, 0, 0, 0], [3, 128, 1, 0], [3, 128 | 1 << 32, 0, 0], [3, 128, 0, 1 << 63],
      [0x8000_0000, 128, 0, 0], [3, 128], [3, 128, 0, 0, 0],
    ] as [[UInt64]] {
      #expect(findings(bytes(numbers), in: .semaphore).semaphore == nil)
    }
    let short = bytes([3, 128, 0])
    #expect(findings(short, in: .semaphore, size: 32).semaphore == nil)
  }

  @Test func `a semaphore made by the C library is parsed correctly`() throws {
    let name = Unique.name()
    let semaphore = try #require(ctest_open_semaphore(name, 5))
    defer {
      ctest_remove_semaphore(semaphore, name)
    }
    let segment = try #require(RealHost.segment(named: "sem.\(name)"))
    #expect(segment.kind == .semaphore)
    #expect(ContentSignature.find(in: segment)?.semaphore?.value == 5)
    #expect(ctest_post_semaphore(semaphore) == 0)
    let found = ContentSignature.find(in: segment)?.semaphore
    #expect(found?.value == 6)
    #expect(found?.waiters == 0)
  }

  @Test func `contents are not examined if that has side effects`() throws {
    try TestSystemVSegment.with(size: 4096) { made in
      let segment = try #require(RealHost.segment(made))
      let before = try #require(try made.row())
      #expect(ContentSignature.find(in: segment) == nil)
      #expect(try made.row() == before)
    }
  }

  @Test(.needs(.checkpointRestore))
  func `an attached segment is examined without side effects`() throws {
    try TestSystemVSegment.with(size: 56) { made in
      try made.attached { memory in
        memory.copyBytes(from: server())
        let segment = try #require(RealHost.segment(made))
        let before = try #require(try made.row())
        #expect(ContentSignature.find(in: segment)?.postgreSQL?.inode == 131_074)
        #expect(try made.row() == before)
      }
    }
  }

  @Test func `bytes that could not be read say nothing`() {
    #expect(ContentSignature(in: .systemV, size: 56) { _, _ in [] }.evidence == .unread)
    #expect(findings([1]).evidence == .read(nil))
  }
}
