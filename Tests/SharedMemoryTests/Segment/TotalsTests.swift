import Kernel
@testable import SharedMemory
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
      #expect(sum.allocated == .zero)
      #expect(sum.size == 0)
    }
  }

  @Test func `a file of several names counts once, as one segment`() {
    let totals = Totals([
      file("a", inode: 7), file("b", inode: 7), file("sem.c", inode: 8, kind: .semaphore),
      file("sem.d", inode: 8, kind: .semaphore),
    ])
    #expect(totals.posix.count == 1)
    #expect(totals.posix.allocated == .exactly(4096))
    #expect(totals.posix.size == 100)
    #expect(totals.semaphores.count == 1)
    #expect(totals.semaphores.allocated == .exactly(4096))
  }

  @Test func `a file with names of two kinds counts in both, and once in all`() {
    let names = [
      file("x", inode: 7), file("sem.x", inode: 7, kind: .semaphore), file("y", inode: 7),
    ]
    for segments in [names, names.reversed()] {
      let totals = Totals(segments)
      #expect(totals.posix.count == 1)
      #expect(totals.named.count == 1)
      #expect(totals.posix.allocated == .exactly(4096))
      #expect(totals.posix.size == 100)
      #expect(totals.semaphores.allocated == .exactly(4096))
      #expect(totals.named.allocated == .exactly(4096))
      #expect(totals.allocated == .exactly(4096))
      let kinds = Breakdown(of: segments, isComplete: true, by: \.kind)
      #expect(kinds[.posix] == totals.posix)
      #expect(kinds[.semaphore] == totals.semaphores)
    }
  }

  @Test func `a sum of sizes that overflows is the largest number`() {
    let totals = Totals([systemV(1, size: 1 << 63), systemV(2, size: 1 << 63), systemV(3, size: 1)])
    #expect(totals.systemV.count == 3)
    #expect(totals.systemV.size == .max)
    #expect(totals.systemV.allocated == .unknown)
  }

  @Test func `without a scan of processes, what only holders show is not counted as none`() {
    let snapshot = Snapshot(timestamp: Timestamp(seconds: 9), segments: [file("a", inode: 7)])
    let totals = Totals(of: snapshot)
    for sum in [totals.memfds, totals.removed, totals.orphans] {
      #expect(sum.count == 0)
      #expect(!sum.isComplete)
      #expect(sum.allocated == .unknown)
    }
    #expect(!totals.posix.isComplete)
    #expect(totals.posix.allocated == ByteEstimate(atLeast: 4096, atMost: nil))
    #expect(totals.systemV.isComplete)
    #expect(totals.named.allocated == .exactly(4096))
  }

  @Test func `after a complete scan all totals are exact`() {
    var segment = file("a", inode: 7)
    let scan = HolderScan(timestamp: Timestamp(seconds: 8))
    segment.setHolders(from: scan)
    segment.verdict = VerdictRules(by: scan, at: Timestamp(seconds: 9)).verdict(on: segment)
    let totals = Totals(
      of: Snapshot(timestamp: Timestamp(seconds: 9), segments: [segment], scan: scan))
    for sum in [totals.systemV, totals.posix, totals.memfds, totals.removed, totals.orphans] {
      #expect(sum.isComplete)
    }
  }

  @Test func `an unreadable process hides files without a name, and orphans among the unknown`() {
    var scan = HolderScan(timestamp: Timestamp(seconds: 8))
    scan.add(unreadable: ProcessID(rawValue: 1), of: nil)
    var segment = file("a", inode: 7)
    segment.setHolders(from: scan)
    segment.verdict = VerdictRules(by: scan, at: Timestamp(seconds: 90)).verdict(on: segment)
    let totals = Totals(
      of: Snapshot(timestamp: Timestamp(seconds: 90), segments: [segment], scan: scan))
    #expect(segment.verdict?.state == .unknown)
    #expect(segment.attachments == nil)
    #expect(!totals.orphans.isComplete)
    #expect(!totals.memfds.isComplete)
    #expect(!totals.removed.isComplete)
    #expect(totals.systemV.isComplete)
  }

  @Test func `processes that are assumed to hold nothing hide nothing`() {
    var scan = HolderScan(timestamp: Timestamp(seconds: 8))
    scan.add(unreadable: ProcessID(rawValue: 1), of: UserID(rawValue: 0))
    scan.visibilityGaps = [.otherNamespaces]
    let root = Assumptions.Item.user(UserID(rawValue: 0))
    for (items, isComplete) in [([root, .outside], true), ([root], false), ([.outside], false)] {
      let assumptions = Assumptions(items)
      var segment = file("a", inode: 7)
      segment.setHolders(from: scan)
      segment.verdict = VerdictRules(by: scan, at: Timestamp(seconds: 90), assumptions: assumptions)
        .verdict(on: segment)
      let snapshot = Snapshot(
        timestamp: Timestamp(seconds: 90), segments: [segment], scan: scan, assumptions: assumptions
      )
      let totals = Totals(of: snapshot)
      for sum in [totals.posix, totals.semaphores, totals.memfds, totals.removed, totals.orphans] {
        #expect(sum.isComplete == isComplete, "\(items)")
      }
      var vouched = scan
      vouched.vouch(assumptions)
      #expect(vouched.isComplete == isComplete, "\(items)")
      #expect(!vouched.isEverythingRead)
      #expect(HostSummary(of: snapshot).isComplete == isComplete)
    }
  }

  @Test func `a table that could not be read makes the totals that need it lower bounds`() {
    let scan = HolderScan(timestamp: Timestamp(seconds: 8))
    let totals = Totals(
      of: Snapshot(
        timestamp: Timestamp(seconds: 9), segments: [], scan: scan, unlisted: [.systemV]))
    #expect(!totals.systemV.isComplete)
    #expect(!totals.named.isComplete)
    #expect(!totals.removed.isComplete)
    #expect(!totals.orphans.isComplete)
    #expect(totals.posix.isComplete)
  }

  @Test func `removed segments count in their kind too`() {
    let totals = Totals([systemV(1, size: 5, mode: 0o1600), systemV(2, size: 6)])
    #expect(totals.removed.count == 1)
    #expect(totals.removed.size == 5)
    #expect(totals.systemV.count == 2)
    #expect(totals.systemV.size == 11)
  }

  @Test func `what no segment explains is the rest of Shmem`() {
    func unexplained(_ segments: [Segment], shared: UInt64, swapped: UInt64 = 0) -> ByteEstimate {
      Totals(segments).unexplained(of: MemoryUsage(shared: shared, swapped: swapped))
    }
    let one = file("a", inode: 1)
    #expect(unexplained([one, file("b", inode: 2)], shared: 10_000) == .exactly(1808))
    #expect(unexplained([one], shared: 1000) == .zero)
    // What is in swap is not in it.
    #expect(
      unexplained([one], shared: 10_000, swapped: 96)
        == ByteEstimate(atLeast: 5904, atMost: 6000))
    // The memory of this one is not known.
    #expect(unexplained([one, systemV(1, size: 100)], shared: 10_000) == .atMost(5904))
  }
}
