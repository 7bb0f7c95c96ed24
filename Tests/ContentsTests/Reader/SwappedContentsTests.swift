import CTestSupport
import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel
@testable import SharedMemory

extension Trait where Self == ConditionTrait {
  /// Skips tests by name on a host without swap.
  fileprivate static var needsSwap: ConditionTrait {
    // The first line of the file is a heading.
    let lines = (try? ProcFile.read("/proc/swaps"))?.count { $0 == UInt8(ascii: "\n") } ?? 0
    return .enabled(if: lines > 1, "needs swap")
  }
}

/// Segments with pages in swap.
@Suite(.needsSwap) struct SwappedContentsTests {
  private func swapped(_ file: TestSegment) throws -> UInt64 {
    let descriptor = try file.open()
    defer { close(descriptor) }
    return try PageCache(of: FileDescriptor(rawValue: descriptor)).swapped
  }

  private func pageOut(_ file: TestSegment, _ size: Int) throws {
    let descriptor = try file.open()
    defer { close(descriptor) }
    try checked { ctest_page_out(descriptor, UInt(size)) }
  }

  @Test func `are not read without consent, and stay in swap`() throws {
    let bytes = (0..<(64 * 4096)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 5) }
    let file = try TestSegment(contents: bytes)
    defer { file.remove() }
    let segment = try file.segment()
    try pageOut(file, bytes.count)
    let before = try swapped(file)
    try #require(before > 0)
    for accepted in [AccessMethod.SideEffects.nothing, .accessTime] {
      #expect(throws: ContentsError.hasSideEffects(.swapsIn)) {
        _ = try ContentsReader.open(segment, accepting: accepted)
      }
    }
    #expect(ContentSignature.find(in: segment) == nil)
    #expect(try swapped(file) == before)
    let reader = try ContentsReader.open(segment, accepting: .swapsIn)
    #expect(reader.method == .fileInSwap)
    #expect(try reader.read(at: 0, count: bytes.count) == bytes)
    #expect(try swapped(file) == 0)
    let again = try ContentsReader.open(segment, accepting: .nothing)
    #expect(again.method == .file)
  }
}
