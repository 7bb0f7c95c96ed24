@testable import SharedMemory
@testable import Kernel
import SystemPackage

extension VerdictTests {
  static let scan = scan(timestamp: now.seconds)

  static func scan(timestamp: Int64) -> HolderScan {
    var scan = HolderScan(timestamp: Timestamp(seconds: timestamp))
    scan.processes = 412
    return scan
  }

  static func pid(_ number: Int32) -> ProcessID { ProcessID(rawValue: number) }

  static func user(_ number: UInt32) -> UserID { UserID(rawValue: number) }

  static func life(started seconds: Int64?) -> HolderScan.RunningProcess {
    HolderScan.RunningProcess(
      start: seconds.map { Timestamp(seconds: $0) }, command: Array("x".utf8))
  }

  static let holder = Holder(process: pid(3187), user: user(0), command: Array("x".utf8))

  static func attached(_ count: UInt64) -> Holder {
    var holder = holder
    holder.attachments = count
    return holder
  }

  static func file(
    _ name: String, size: UInt64 = 4096, birth: Int64 = old, modify: Int64? = nil,
    holders: [Holder]? = [], isHeldAnywhere: Bool? = nil
  ) -> Segment {
    let name = ShmName(name.utf8)
    let birth = Timestamp(seconds: birth)
    var segment = segment(
      .posix(name, FileIdentity(device: 1, inode: 5, birth: birth)),
      name.isSemaphore ? .semaphore : .posix, size: size, holders: holders,
      Segment.Times.file(
        create: birth, change: birth, modify: modify.map { Timestamp(seconds: $0) } ?? birth))
    segment.isHeldAnywhere = isHeldAnywhere
    return segment
  }

  static func unlinked(_ name: String, holders: [Holder]) -> Segment {
    let file = FileIdentity(device: 1, inode: 5, birth: nil)
    return segment(.unlinked(ShmName(name.utf8), file), .posix, holders: holders, Segment.Times())
  }

  static func memfd(holders: [Holder]) -> Segment {
    let file = FileIdentity(device: 1, inode: 5, birth: nil)
    return segment(.memfd(label: [], file), .memfd, holders: holders, Segment.Times())
  }

  static func systemV(
    size: UInt64 = 4096, attachments: UInt64 = 0, holders: [Holder] = [], possible: [Holder] = [],
    key: UInt32 = 1,
    mode: UInt32 = 0o600, creator: Int32? = 50, last: Int32? = nil, attach: Int64? = nil,
    detach: Int64? = nil
  ) -> Segment {
    let change = Timestamp(seconds: old)
    var segment = segment(
      .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: 5), key: IPCKey(rawValue: key), change: change,
          creatorProcess: pid(creator ?? 0))),
      .systemV, size: size, mode: mode, creator: creator, last: last, attachments: attachments,
      holders: holders,
      Segment.Times.systemV(
        attach: attach.map { Timestamp(seconds: $0) },
        detach: detach.map { Timestamp(seconds: $0) }, change: change))
    segment.possibleHolders = possible
    return segment
  }

  static func segment(
    _ identity: Identity, _ kind: Segment.Kind, size: UInt64 = 4096, mode: UInt32 = 0o600,
    creator: Int32? = nil, last: Int32? = nil, attachments: UInt64? = nil, holders: [Holder]?,
    _ times: Segment.Times
  ) -> Segment {
    var segment = Segment(
      identity: identity, kind: kind, size: size, allocated: 4096, resident: nil, swapped: nil,
      mode: FileMode(rawValue: mode), owner: nil, creatorProcess: creator.map(pid),
      lastProcess: last.map(pid), attachments: attachments, times: times)
    segment.holders = holders
    return segment
  }
}
