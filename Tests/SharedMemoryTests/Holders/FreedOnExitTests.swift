import Testing

@testable import SharedMemory
import Kernel
import SystemPackage

/// The memory that is freed when one holder exits.
struct FreedOnExitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var segment: Segment
    var scan = VerdictTests.scan
    var released: ByteEstimate

    init(
      _ description: String, _ segment: Segment, _ released: ByteEstimate,
      scan change: (inout HolderScan) -> Void = { _ in }
    ) {
      testDescription = description
      self.segment = segment
      self.released = released
      change(&scan)
    }
  }

  @Test(arguments: files + systemV)
  func
    `memory that a name or another holder keeps is not freed, and unseen holders widen the bounds`(
      _ sample: Case
    )
  {
    let holder = sample.segment.holders?.first ?? VerdictTests.holder
    #expect(sample.segment.freed(byExitOf: holder, sample.scan) == sample.released)
  }

  @Test func `holders that free nothing alone free it together`() {
    let holders = [VerdictTests.holder, Self.other]
    let segment = VerdictTests.unlinked("x", holders: holders)
    #expect(segment.freed(byExitOf: holders, VerdictTests.scan) == .exactly(4096))
    #expect(segment.freed(byExitOf: [], VerdictTests.scan) == .zero)
    for holder in holders {
      #expect(segment.freed(byExitOf: holder, VerdictTests.scan) == .zero)
    }
  }

  @Test func `holders of all attachments free a removed System V segment together`() {
    var (one, two) = (VerdictTests.holder, Self.other)
    one.attachments = 1
    two.attachments = 2
    var segment = Segment(
      identity: .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: 5), key: .private, change: nil, creatorProcess: .none)),
      kind: .systemV, size: 1, allocated: 4096, resident: nil, swapped: nil,
      mode: FileMode(rawValue: 0o1600), owner: nil, attachments: 3, times: Segment.Times())
    segment.holders = [one, two]
    let scan = HolderScan(timestamp: Timestamp(seconds: 1))
    #expect(segment.onExit(of: [one, two], scan) == .goes)
    #expect(segment.onExit(of: [one], scan) == .stays)
    two.attachments = 1
    segment.holders = [one, two]
    #expect(segment.onExit(of: [one, two], scan) == .stays)
  }

  private typealias Make = VerdictTests

  private static let other = Holder(
    process: Make.pid(4), user: Make.user(0), command: Array("y".utf8))
  private static let blind: @Sendable (inout HolderScan) -> Void = {
    $0.unreadable[Make.pid(9)] = Make.user(1)
  }
  private static let page = ByteEstimate.exactly(4096)
  private static let atMostPage = ByteEstimate.atMost(4096)

  private static let files: [Case] = [
    Case("a name keeps it", Make.file("x", holders: [Make.holder]), .zero),
    Case(
      "a name keeps it from whomever", Make.file("x", holders: [Make.holder]), .zero, scan: blind),
    Case("unlinked, one holder", Make.unlinked("x", holders: [Make.holder]), page),
    Case("unlinked, two holders", Make.unlinked("x", holders: [Make.holder, other]), .zero),
    Case(
      "unlinked, a process not read", Make.unlinked("x", holders: [Make.holder]), atMostPage,
      scan: blind),
    Case(
      "unlinked, two holders and a process not read",
      Make.unlinked("x", holders: [Make.holder, other]), .zero, scan: blind),
    Case(
      "unlinked, processes hidden", Make.unlinked("x", holders: [Make.holder]), atMostPage,
      scan: { $0.visibilityGaps = [.hiddenProcesses] }),
    Case(
      "unlinked, locked by a process that was not found",
      Make.unlinked("x", holders: [Make.holder]),
      atMostPage, scan: { $0.lockedByUnseen = [.file(inode: 5)] }),
    Case(
      "unlinked, cost not known", costless(Make.unlinked("x", holders: [Make.holder])), .unknown),
    Case(
      "unlinked, cost not known, others hold it",
      costless(Make.unlinked("x", holders: [Make.holder, other])), .zero),
    Case(
      "unlinked, and mounted elsewhere", mounted(Make.unlinked("x", holders: [Make.holder])), .zero),
    Case("memfd, one holder", Make.memfd(holders: [Make.holder]), page),
    Case("memfd, two holders", Make.memfd(holders: [Make.holder, other]), .zero),
    Case("memfd, a process not read", Make.memfd(holders: [Make.holder]), atMostPage, scan: blind),
  ]

  private static let systemV: [Case] = [
    Case(
      "System V, not removed", Make.systemV(attachments: 1, holders: [Make.attached(1)]), .zero),
    Case(
      "System V, not removed, under kernel.shm_rmid_forced",
      Make.systemV(attachments: 1, holders: [Make.attached(1)]), page,
      scan: { $0.isRmidForced = true }),
    Case(
      "removed, all attachments its own",
      Make.systemV(attachments: 2, holders: [Make.attached(2)], mode: 0o1600), page),
    Case(
      "removed, the kernel counts an unreadable holder",
      Make.systemV(attachments: 2, holders: [Make.attached(2)], mode: 0o1600), page, scan: blind),
    Case(
      "removed, others attach it",
      Make.systemV(attachments: 2, holders: [Make.attached(1), other], mode: 0o1600), .zero),
    Case(
      "removed, an attachment that was not found",
      Make.systemV(attachments: 2, holders: [Make.attached(1)], mode: 0o1600), .zero),
    Case(
      "removed, attached again since the look",
      Make.systemV(
        attachments: 2, holders: [Make.attached(1)], mode: 0o1600, attach: Make.now.seconds),
      atMostPage),
    Case(
      "removed, changed hands since the look",
      Make.systemV(
        attachments: 1, holders: [Make.attached(1)], mode: 0o1600, detach: Make.now.seconds),
      atMostPage),
  ]

  /// The same segment, which a bind mount keeps too.
  private static func mounted(_ segment: Segment) -> Segment {
    var copy = segment
    copy.kernelHolders = [.mount(Array("/mnt/x".utf8), seenBy: nil)]
    return copy
  }

  /// The same segment, of which the kernel does not say how much memory it uses.
  private static func costless(_ segment: Segment) -> Segment {
    var copy = Segment(
      identity: segment.identity, kind: segment.kind, size: segment.size, allocated: nil,
      resident: nil, swapped: nil, mode: segment.mode, owner: nil, times: segment.times)
    copy.holders = segment.holders
    return copy
  }

  @Test func `a segment created after the scan has only an upper bound`() {
    var segment = VerdictTests.memfd(holders: [])
    segment.holders = nil
    #expect(segment.freed(byExitOf: VerdictTests.holder, VerdictTests.scan) == .atMost(4096))
    #expect(!segment.areAllHoldersSeen(by: VerdictTests.scan))
  }

  @Test(
    arguments: [
      (ByteEstimate.exactly(1), ByteEstimate.exactly(2), ByteEstimate.exactly(3)),
      (.exactly(.max), .exactly(2), .exactly(.max)),
      (.exactly(4), .atMost(2), ByteEstimate(atLeast: 4, atMost: 6)),
      (.exactly(4), .unknown, ByteEstimate(atLeast: 4, atMost: nil)),
      (.atMost(4), .unknown, .unknown),
    ])
  func `a sum is as exact as its parts`(
    left: ByteEstimate, right: ByteEstimate, sum: ByteEstimate
  ) {
    #expect(left + right == sum)
    #expect(right + left == sum)
  }
}
