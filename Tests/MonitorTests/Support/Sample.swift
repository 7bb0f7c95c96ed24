@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// Made-up segments.
enum Sample {
  /// When the samples were looked at: 2026-11-21T13:05:11Z.
  static let now = Timestamp(seconds: 1_795_266_311)

  static func posix(
    _ name: String, inode: UInt64 = 7, size: UInt64 = 4096, allocated: UInt64 = 4096,
    age: Int64 = 60, hasOtherNames: Bool = false
  ) -> Segment {
    let name = ShmName(name.utf8)
    let birth = Timestamp(seconds: now.seconds - age)
    var segment = Segment(
      identity: .posix(name, FileIdentity(device: 27, inode: inode, birth: birth)),
      kind: name.isSemaphore ? .semaphore : .posix, size: size, allocated: allocated,
      resident: allocated, swapped: 0, mode: FileMode(rawValue: 0o100600),
      owner: Ownership(user: UserID(rawValue: 1000), group: GroupID(rawValue: 1000)),
      times: Segment.Times.file(create: birth, change: birth, modify: birth))
    segment.names = hasOtherNames ? 2 : 1
    return segment
  }

  static func systemV(
    _ number: Int32, key: UInt32 = 0, size: UInt64 = 4096, allocated: UInt64 = 0,
    attachments: UInt64 = 0, mode: UInt32 = 0o600
  ) -> Segment {
    let change = Timestamp(seconds: now.seconds - 3600)
    let owner = Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 0))
    return Segment(
      identity: .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: number), key: IPCKey(rawValue: key), change: change,
          creatorProcess: ProcessID(rawValue: 4711))),
      kind: .systemV, size: size, allocated: allocated, resident: allocated, swapped: 0,
      mode: FileMode(rawValue: mode), owner: owner, creator: owner,
      creatorProcess: ProcessID(rawValue: 4711), lastProcess: ProcessID(rawValue: 4712),
      attachments: attachments, times: Segment.Times.systemV(change: change))
  }

  static func snapshot(
    _ segments: [Segment], later seconds: Int64 = 0, others: [NonSegment] = [],
    problems: [ReadProblem] = []
  ) -> Snapshot {
    var accounts = Accounts(
      source: Accounts.Source(
        user: { $0.rawValue == 0 ? Array("root".utf8) : Array("ann".utf8) },
        group: { _ in Array("users".utf8) }))
    for case let owner? in segments.map(\.owner) {
      accounts.lookUp(owner.user)
      accounts.lookUp(owner.group)
    }
    return Snapshot(
      timestamp: Timestamp(seconds: now.seconds + seconds), segments: segments, others: others,
      limits: KernelLimits(segments: 4096, segmentSize: .max, pages: .max, pageSize: 4096),
      memory: MemoryUsage(shared: 13 << 30, swapped: 0),
      fileSystem: FileSystemUsage(
        size: 16 << 30, used: 12 << 30, inodes: 3_000_000, usedInodes: 12),
      accounts: accounts, problems: problems)
  }

  /// A snapshot whose segments were judged by a look that found these holders.
  static func judged(
    _ segments: [Segment], holders: [HeldObject: [Holder]] = [:], unreadable: [Int32] = [],
    readable: Int = 412, numberLimit: UInt64 = 4096, later seconds: Int64 = 0
  ) -> Snapshot {
    let now = Timestamp(seconds: now.seconds + seconds)
    var scan = HolderScan(timestamp: now)
    scan.processes = readable
    scan.holders = holders
    for process in unreadable {
      scan.add(unreadable: ProcessID(rawValue: process), of: UserID(rawValue: 0))
    }
    let rules = VerdictRules(by: scan, at: now)
    let judged = segments.map { segment in
      var segment = segment
      segment.setHolders(from: scan)
      segment.verdict = rules.verdict(on: segment)
      return segment
    }
    let snapshot = snapshot(judged)
    return Snapshot(
      timestamp: now, segments: judged,
      limits: KernelLimits(segments: numberLimit, segmentSize: .max, pages: .max, pageSize: 4096),
      memory: snapshot.memory,
      fileSystem: snapshot.fileSystem, accounts: snapshot.accounts, scan: scan)
  }

  /// An orphan of Python.
  static func orphan(_ number: UInt64, allocated: UInt64 = 4096) -> Segment {
    posix("psm_\(number)", inode: number, allocated: allocated, age: 7200)
  }

  /// A process that maps something once.
  static func holder(_ number: Int32, _ command: String, started ticks: UInt64 = 100) -> Holder {
    var holder = Holder(
      process: ProcessID(rawValue: number), user: UserID(rawValue: 1000),
      command: Array(command.utf8))
    holder.attachments = 1
    holder.start = ProcessStart(
      ticks: ticks, moment: Timestamp(seconds: now.seconds - 3600))
    return holder
  }

  /// An unlinked file and a memfd, each with one holder, as a look at processes finds them.
  static let unlinked: [Segment] = [
    Segment(
      identity: .unlinked(
        ShmName("qemu_back_mem.9A1c".utf8), FileIdentity(device: 27, inode: 13, birth: now)),
      kind: .posix, size: 16 << 30, allocated: 8 << 30, resident: 8 << 30, swapped: 0,
      mode: FileMode(rawValue: 0o100600), owner: nil, times: Segment.Times.file(create: now)),
    Segment(
      identity: .memfd(
        label: Array("pulse".utf8), FileIdentity(device: 1, inode: 14, birth: now)),
      kind: .memfd, size: 1 << 20, allocated: 1 << 20, resident: 1 << 20, swapped: 0,
      mode: FileMode(rawValue: 0o100600), owner: nil, times: Segment.Times.file(create: now)),
  ]

  /// A few segments of every kind.
  static let mixed: [Segment] = [
    systemV(32769, key: 0x0052_e2c1, size: 56, allocated: 4096, attachments: 6),
    systemV(98310, size: 393_216, allocated: 393_216, attachments: 2, mode: 0o1600),
    posix("psm_4f1c22d0", inode: 11, size: 1_100_000_000, allocated: 900_000_000, age: 64_800),
    posix("sem.mp-k2j7q0x1", inode: 12, size: 32, allocated: 4096, age: 64_800),
  ]
}
