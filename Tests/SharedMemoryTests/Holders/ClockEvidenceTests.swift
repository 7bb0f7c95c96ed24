import Kernel
import Testing

@testable import SharedMemory

@Suite("The clock") struct ClockEvidenceTests {
  private static let boot = Timestamp(seconds: 1_000_000)

  private static func moment(_ seconds: Int64) -> Timestamp { boot.adding(seconds: seconds) }

  @Test(
    arguments: [
      (1, nil, true), (1, 500, true), (0, -1, true), (60, nil, true),
      // No file system from the time of boot: a container.
      (nil, nil, false), (nil, 500, false), (61, 500, false),
      // Something is older than boot by the present clock.
      (-2, nil, false), (-3600, 500, false), (1, -2, false),
    ] as [(Int64?, Int64?, Bool)])
  func `is steady if a file system was made just after boot, and nothing before`(
    oldest: Int64?, earliest: Int64?, isSteady: Bool
  ) {
    let evidence = ClockEvidence(boot: Self.boot, oldest: oldest.map(Self.moment))
    #expect(evidence.isSteady(earliest: earliest.map(Self.moment)) == isSteady)
  }
}
