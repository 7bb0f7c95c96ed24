import Glibc
import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

/// System V segments in huge pages, on this host.
@Suite(.enabled(if: hasHugePages, "needs huge pages in the kernel"), .needsRoot)
struct HugePageHolderTests {
  /// `SHM_HUGETLB`, and `SHM_NORESERVE`, with which no page has to be free.
  private static let huge: Int32 = 0o4000
  private static let unreserved: Int32 = 0o10000

  private func read(_ made: TestSystemVSegment) -> Segment? {
    var reader = SnapshotReader()
    return reader.read(.all).segments.first { $0.shmID?.rawValue == made.number }
  }

  @Test func `their holders are found, though their file system is another`() throws {
    try TestSystemVSegment.with(size: 2 << 20, mode: 0o600 | Self.huge | Self.unreserved) { made in
      try HoldingChild.with(.attachment, of: "\(made.number)") { child in
        let segment = try #require(read(made))
        #expect(segment.holders?.map(\.process.rawValue) == [child.process])
        #expect(segment.attachments == 1)
        #expect(segment.allocated == 0)
      }
    }
  }

  @Test(.enabled(if: hasFreeHugePages, "needs two free huge pages"))
  func `their memory is that of the pages that are used`() throws {
    try TestSystemVSegment.with(size: 4 << 20, mode: 0o600 | Self.huge) { made in
      let start = try #require(shmat(made.number, nil, 0))
      start.storeBytes(of: 1, as: UInt8.self)
      shmdt(start)
      let segment = try #require(read(made))
      #expect(segment.allocated == 2 << 20)
      #expect(segment.resident == 2 << 20)
      #expect(segment.hugePages?.size == 2 << 20)
    }
  }
}

private let hasHugePages = InternalFileSystems.hugePages().contains { $0.size == 2 << 20 }

private let hasFreeHugePages: Bool = {
  let path: FilePath = "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages"
  guard let text = try? ProcFile.read(path) else { return false }
  var cursor = ByteParser(text)
  return (cursor.unsigned() ?? 0) >= 2
}()
