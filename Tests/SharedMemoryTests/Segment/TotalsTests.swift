import Kernel
import SharedMemory
import SystemPackage
import Testing

/// The totals of segments.
struct TotalsTests {
  private func file(_ name: String, inode: UInt64, kind: Segment.Kind = .posix) -> Segment {
    Segment(
      identity: .posix(
        ShmName(name.utf8),
        FileIdentity(device: 25, inode: inode, birth: Timestamp(seconds: 1))),
      kind: kind, size: 100, allocated: 4096, resident: nil, swapped: nil,
      mode: FileMode(rawValue: 0o100600),
      owner: Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 0)),
      times: Segment.Times())
  }

  private func systemV(_ number: Int32, size: UInt64, mode: UInt32 = 0o600) -> Segment {
    Segment(
      identity: .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: number), key: .private, change: nil, creatorProcess: .none)),
      kind: .systemV, size: size, allocated: nil, resident: nil, swapped: nil,
      mode: FileMode(rawValue: mode),
      owner: Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 0)),
      times: Segment.Times())
  }

  @Test func `the totals of no segments are zero`() {
    let totals = Totals([])
    for sum in [totals.systemV, totals.posix, totals.semaphores, totals.removed] {
      #expect(sum.count == 0)
      #expect(sum.allocated == 0)
      #expect(sum.size == 0)
    }
  }

  @Test func `a file of several names counts once, and its names count all`() {
    let totals = Totals([
      file("a", inode: 7), file("b", inode: 7), file("sem.c", inode: 8, kind: .semaphore),
      file("sem.d", inode: 8, kind: .semaphore),
    ])
    #expect(totals.posix.count == 2)
    #expect(totals.posix.allocated == 4096)
    #expect(totals.posix.size == 100)
    #expect(totals.semaphores.count == 2)
    #expect(totals.semaphores.allocated == 4096)
  }

  @Test func `a sum of sizes that overflows is the largest number`() {
    let totals = Totals([systemV(1, size: 1 << 63), systemV(2, size: 1 << 63), systemV(3, size: 1)])
    #expect(totals.systemV.count == 3)
    #expect(totals.systemV.size == .max)
    #expect(totals.systemV.allocated == 0)
  }

  @Test func `removed segments count in their kind too`() {
    let totals = Totals([systemV(1, size: 5, mode: 0o1600), systemV(2, size: 6)])
    #expect(totals.removed.count == 1)
    #expect(totals.removed.size == 5)
    #expect(totals.systemV.count == 2)
    #expect(totals.systemV.size == 11)
  }
}
