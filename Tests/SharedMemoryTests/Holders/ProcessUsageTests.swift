import Testing

@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// The segments that processes hold, and their bytes.
struct ProcessUsageTests {
  private func holder(_ number: Int32, attachments: UInt64 = 1) -> Holder {
    var holder = Holder(
      process: ProcessID(rawValue: number), user: UserID(rawValue: 7), command: [UInt8(number)])
    holder.attachments = attachments
    return holder
  }

  private func segment(
    _ identity: Identity, _ kind: Segment.Kind = .posix, allocated: UInt64?, mode: UInt32 = 0o600,
    attachments: UInt64? = nil, _ holders: [Holder]?
  ) -> Segment {
    var segment = Segment(
      identity: identity, kind: kind, size: 1, allocated: allocated, resident: nil, swapped: nil,
      mode: FileMode(rawValue: mode), owner: nil, attachments: attachments,
      times: Segment.Times())
    segment.holders = holders
    return segment
  }

  private func file(_ inode: UInt64) -> FileIdentity {
    FileIdentity(device: 1, inode: inode, birth: nil)
  }

  private func named(_ name: String, _ inode: UInt64, _ bytes: UInt64, _ holders: Holder...)
    -> Segment
  {
    segment(.posix(ShmName(name.utf8), file(inode)), allocated: bytes, holders)
  }

  private func unlinked(_ inode: UInt64, _ bytes: UInt64?, _ holders: Holder...) -> Segment {
    segment(.unlinked(ShmName("u".utf8), file(inode)), allocated: bytes, holders)
  }

  private func memfd(_ inode: UInt64, _ bytes: UInt64, _ holders: Holder...) -> Segment {
    segment(.memfd(label: [], file(inode)), .memfd, allocated: bytes, holders)
  }

  private func systemV(_ number: Int32, _ bytes: UInt64, mode: UInt32, _ holders: Holder...)
    -> Segment
  {
    segment(
      .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: number), key: .private, change: nil, creatorProcess: .none)),
      .systemV, allocated: bytes, mode: mode,
      attachments: holders.reduce(0) { $0 + $1.attachments }, holders)
  }

  private func look(at segments: [Segment], unreadable: [Int32] = []) -> [ProcessUsage]? {
    var scan = HolderScan(timestamp: Timestamp(seconds: 1))
    for number in unreadable {
      scan.unreadable[ProcessID(rawValue: number)] = UserID(rawValue: 0)
    }
    return Snapshot(timestamp: Timestamp(seconds: 1), segments: segments, scan: scan).usages()
  }

  @Test func `the bytes of each kind are summed, and those that are freed at exit`() throws {
    let usages = try #require(
      look(at: [
        named("a", 1, 10, holder(1), holder(2)), unlinked(2, 200, holder(1)),
        unlinked(3, 3000, holder(1), holder(2)), memfd(4, 40_000, holder(1)),
        systemV(5, 500_000, mode: 0o600, holder(1)), systemV(6, 6_000_000, mode: 0o1600, holder(1)),
      ]))
    #expect(usages.map(\.process.rawValue) == [1, 2])
    let first = usages[0]
    #expect(first.user == UserID(rawValue: 7))
    #expect(first.command == [1])
    #expect(first.segments == 6)
    #expect(first.named == .exactly(500_010))
    #expect(first.removed == .exactly(6_003_200))
    #expect(first.memfds == .exactly(40_000))
    #expect(first.total == .exactly(6_543_210))
    #expect(first.release == .exactly(6_040_200))
    #expect(first.holdings.map(\.position) == [5, 3, 1, 4, 2, 0])
    #expect(usages[1].release == .zero)
    #expect(usages[1].total == .exactly(3010))
  }

  @Test func `a file of several names counts once, and all its names are listed`() throws {
    let usages = try #require(
      look(at: [named("a", 1, 10, holder(1)), named("b", 1, 10, holder(1))]))
    #expect(usages[0].segments == 1)
    #expect(usages[0].named == .exactly(10))
    #expect(usages[0].holdings.count == 2)
  }

  @Test func `a sum that overflows is the largest number`() throws {
    let usages = try #require(look(at: [memfd(1, .max, holder(1)), memfd(2, 5, holder(1))]))
    #expect(usages[0].memfds == .exactly(.max))
    #expect(usages[0].total == .exactly(.max))
    #expect(usages[0].release == .exactly(.max))
  }

  @Test func `the bytes of a process that was read in part are lower bounds`() throws {
    let usages = try #require(look(at: [memfd(1, 8, holder(1))], unreadable: [1]))
    #expect(usages[0].memfds == ByteEstimate(atLeast: 8, atMost: nil))
    #expect(usages[0].named == .unknown)
    #expect(usages[0].release == .unknown)
  }

  @Test func `an unknown memory use is not zero`() throws {
    let usages = try #require(look(at: [unlinked(1, nil, holder(1)), unlinked(2, 8, holder(1))]))
    #expect(usages[0].removed == ByteEstimate(atLeast: 8, atMost: nil))
    #expect(usages[0].release == ByteEstimate(atLeast: 8, atMost: nil))
  }

  @Test func `removed System V segments without memory cost numbers, and go with their process`()
    throws
  {
    let usages = try #require(
      look(
        at: (1...48).map { systemV($0, 0, mode: 0o1600, holder(1)) } + [
          systemV(60, 0, mode: 0o600, holder(1)),
          systemV(61, 0, mode: 0o1600, holder(1), holder(2)),
          unlinked(2, 5, holder(1)), memfd(3, 7, holder(1)), named("a", 4, 9, holder(1)),
        ]))
    let usage = usages[0]
    #expect(usage.held.systemV == 50)
    #expect(usage.held.files == 2)
    #expect(usage.going.systemV == 48)
    #expect(usage.going.files == 1)
    #expect(usage.going.memfds == 1)
    #expect(!usage.mayMoreGo)
    #expect(usage.use(of: .segments) == .exactly(50))
    #expect(usage.use(of: .inodes) == .exactly(2))
    #expect(usage.use(of: .fileSystemBytes) == .exactly(14))
    #expect(usage.use(of: .segmentBytes) == .exactly(50))
    // What goes comes first, then what it holds with others.
    #expect(usage.holdings.prefix(50).allSatisfy { $0.onExit == .goes })
    #expect(usage.holdings.suffix(3).allSatisfy { $0.onExit == .stays })
    #expect(usages[1].going.all == 0)
  }

  @Test func `what goes with a process that was read in part is a lower bound`() throws {
    let usages = try #require(look(at: [memfd(1, 8, holder(1))], unreadable: [1]))
    #expect(usages[0].mayMoreGo)
  }

  @Test func `without a scan there is no list of processes, not an empty one`() {
    #expect(Snapshot(timestamp: Timestamp(seconds: 1), segments: []).usages() == nil)
    #expect(look(at: [])?.isEmpty == true)
  }
}
