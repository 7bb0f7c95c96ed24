internal import SystemPackage
import Kernel
import TestSupport
import Testing

@testable import SharedMemory

/// The memory of System V segments in huge pages, which the kernel gives too large.
struct HugePageFigureTests {
  private static let medium = HugePages(size: 2 << 20, device: 17)
  private static let large = HugePages(size: 1 << 30, device: 18)

  private func figures(isMultiplied: Bool = true, arePresent: Bool = true) -> HugePageFigures {
    HugePageFigures(
      sizes: [Self.medium, Self.large], smallPage: 4096, isMultiplied: isMultiplied,
      arePresent: arePresent)
  }

  @Test func `a figure above the size is that of huge pages, and is divided`() {
    #expect(
      figures().answer(resident: 2 << 30, size: 4 << 20, device: nil)
        == .huge(Self.medium, resident: 4 << 20))
    // One page of a gigabyte.
    #expect(
      figures().answer(resident: 1 << 48, size: 1 << 30, device: nil)
        == .huge(Self.large, resident: 1 << 30))
    // A size is rounded up to whole huge pages.
    #expect(
      figures().answer(resident: 1 << 30, size: 1, device: nil)
        == .huge(Self.medium, resident: 2 << 20))
  }

  @Test func `a figure that no page size explains is unknown`() {
    #expect(figures().answer(resident: 3 << 30, size: 4 << 20, device: nil) == .unknown)
    #expect(figures().answer(resident: 65536, size: 4096, device: nil) == .unknown)
  }

  @Test func `before Linux 6 7 the figure is right`() {
    #expect(
      figures(isMultiplied: false).answer(resident: 2 << 20, size: 4096, device: nil)
        == .huge(Self.medium, resident: 2 << 20))
    #expect(
      figures(isMultiplied: false).answer(resident: 4 << 20, size: 4 << 20, device: 17)
        == .huge(Self.medium, resident: 4 << 20))
  }

  @Test func `a mapping tells whether pages are huge`() {
    let size: UInt64 = 100 << 30
    #expect(
      figures().answer(resident: 50 << 30, size: size, device: 17)
        == .huge(Self.medium, resident: 100 << 20))
    #expect(figures().answer(resident: 50 << 30, size: size, device: 1) == .small)
    #expect(
      figures().answer(resident: 0, size: size, device: 17) == .huge(Self.medium, resident: 0))
  }

  @Test func `without a mapping a multiple of a gigabyte can be either`() {
    let size: UInt64 = 100 << 30
    #expect(figures().answer(resident: 50 << 30, size: size, device: nil) == .unknown)
    #expect(figures().answer(resident: 50 << 30 + 4096, size: size, device: nil) == .small)
    #expect(
      figures(arePresent: false).answer(resident: 50 << 30, size: size, device: nil) == .small)
    #expect(
      figures(isMultiplied: false).answer(resident: 50 << 30, size: size, device: nil) == .small)
  }

  @Test func `a table with a wrong figure is put right, with all that follows`() throws {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write("6.18.44\n", to: "proc/sys/kernel/osrelease")
      try fixture.tree.write(
        """
        \(Fixture.header)
                 0      5   600               4194304     1     1      0     0     0     0     0 \
        0          0 1795243100            2147483648                     0

        """, to: "proc/sysvipc/shm")
      var reader = SnapshotReader(root: fixture.root)
      let snapshot = reader.read([.limits, .memory])
      let segment = try #require(snapshot.segments.first { $0.kind == .systemV })
      // Hosts without support for huge pages have no size that explains it.
      let isKnown = !InternalFileSystems.hugePages().isEmpty
      #expect(segment.resident == (isKnown ? 4 << 20 : nil))
      #expect(segment.allocated == (isKnown ? 4 << 20 : nil))
      let totals = Totals(of: snapshot)
      #expect(totals.hugePages.count == (isKnown ? 1 : 0))
      #expect(totals.systemV.allocated == (isKnown ? .exactly(4 << 20) : .unknown))
    }
  }
}
