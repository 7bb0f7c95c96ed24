import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel

/// Telling holes from pages in swap.
struct ResidencyTests {
  @Test(
    arguments: [
      (0, nil, nil, .holes), (1, 0, nil, .holes), (nil, 0, nil, .holes), (1, 4096, 0, .holes),
      (nil, nil, 0, .holes), (1, 4096, 4096, .unclear), (nil, nil, nil, .unclear),
      (1, nil, nil, .unclear), (1, 4096, nil, .unclear),
    ] as [(UInt64?, UInt64?, UInt64?, Residency)])
  func `pages are holes only if no page of the segment is in swap`(
    host: UInt64?, segments: UInt64?, segment: UInt64?, expected: Residency
  ) {
    #expect(Residency.judge(host: host, segments: { segments }, segment: { segment }) == expected)
  }

  @Test func `an expensive count of swap is not read without need`() {
    var asked: [String] = []
    let ask = { (name: String, bytes: UInt64) -> UInt64? in
      asked.append(name)
      return bytes
    }
    for (host, segments) in [(0, 1), (1, 0), (1, 1)] as [(UInt64, UInt64)] {
      _ = Residency.judge(
        host: host, segments: { ask("segments", segments) }, segment: { ask("segment", 0) })
    }
    #expect(asked == ["segments", "segments", "segment"])
  }

  @Test func `pages in swap have an error of their own`() {
    #expect(ContentsError(reading: .pagesInSwap) == .wentToSwap)
    #expect(ContentsError(reading: .ioError) == .failed(.ioError))
  }

  @Test(.needsHugePage) func `huge pages are not taken for holes`() throws {
    let number = try checked { shmget(0, 2 << 20, 0o4000 | 0o1600) }
    defer { shmctl(number, IPC_RMID, nil) }
    let attachment = try SystemVAttachment(ShmID(rawValue: number))
    #expect(attachment.readsAllPages)
  }
}
