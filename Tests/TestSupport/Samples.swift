package import Kernel
package import Formatting
package import SafeText
package import SharedMemory
internal import SystemPackage

/// A small snapshot that tests write out.
package enum Samples {
  /// 2026-11-21T05:20:11Z.
  package static let now = Timestamp(seconds: 1_795_238_411)

  /// One of each kind, one that is removed and locked, and one with a hostile name.
  package static let segments: [Segment] = [
    systemV(32769, key: 0x52_e2c1, size: 56, mode: 0o600, attachments: 6),
    systemV(98310, key: 0, size: 393_216, mode: 0o3640, attachments: 2, owner: 120),
    posix("psm_4f1c22d0", inode: 11, size: 1_090_519_040, allocated: 1_090_519_040),
    posix("sem.mp-k2", inode: 12, size: 32, allocated: 4096, kind: .semaphore),
    posix("evil\u{1b}[2J \u{202e}\"x", inode: 13, size: 0, allocated: 0),
  ]

  package static let owner = Ownership(user: UserID(rawValue: 1000), group: GroupID(rawValue: 1000))

  package static var format: FormatOptions { format() }

  /// How tests write: names for two users and one group.
  package static func format(
    _ units: FormatOptions.Units = .human, in charset: Charset = .utf8
  ) -> FormatOptions {
    FormatOptions(charset: charset, units: units, now: now, accounts: accounts)
  }

  package static var accounts: Accounts {
    var accounts = Accounts(
      source: Accounts.Source(
        user: { [1000: Array("ann".utf8), 120: Array("ev\u{7}il".utf8)][$0.rawValue] },
        group: { [1000: Array("staff".utf8)][$0.rawValue] }))
    for case let owner? in segments.map(\.owner) {
      accounts.lookUp(owner.user)
      accounts.lookUp(owner.group)
    }
    return accounts
  }

  package static func systemV(
    _ number: Int32, key: UInt32 = 0, size: UInt64 = 1, mode: UInt32 = 0o600,
    attachments: UInt64 = 0, owner: UInt32 = 1000, change: Int64 = 1_795_152_011
  ) -> Segment {
    Segment(
      identity: .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: number), key: IPCKey(rawValue: key),
          change: Timestamp(seconds: change), creatorProcess: ProcessID(rawValue: 3187))),
      kind: .systemV, size: size, allocated: 4096, resident: 4096, swapped: 0,
      mode: FileMode(rawValue: mode),
      owner: Ownership(user: UserID(rawValue: owner), group: GroupID(rawValue: owner)),
      creator: Ownership(user: UserID(rawValue: 1000), group: GroupID(rawValue: 1000)),
      creatorProcess: ProcessID(rawValue: 3187), lastProcess: ProcessID(rawValue: 3190),
      attachments: attachments,
      times: Segment.Times.systemV(
        attach: Timestamp(seconds: 1_795_238_400), change: Timestamp(seconds: change)))
  }

  package static func posix(
    _ name: String, inode: UInt64 = 1, size: UInt64 = 1, allocated: UInt64? = 4096,
    kind: Segment.Kind = .posix, birth: Int64 = 1_795_238_111
  ) -> Segment {
    posix(
      Array(name.utf8), inode: inode, size: size, allocated: allocated, kind: kind, birth: birth)
  }

  package static func posix(
    _ name: [UInt8], inode: UInt64 = 1, size: UInt64 = 1, allocated: UInt64? = 4096,
    kind: Segment.Kind = .posix, birth: Int64 = 1_795_238_111
  ) -> Segment {
    let birth = Timestamp(seconds: birth, nanoseconds: 5)
    return Segment(
      identity: .posix(ShmName(name), FileIdentity(device: 25, inode: inode, birth: birth)),
      kind: kind, size: size, allocated: allocated, resident: nil, swapped: nil,
      mode: FileMode(rawValue: 0o100644),
      owner: Ownership(user: UserID(rawValue: 1000), group: GroupID(rawValue: 1000)),
      times: Segment.Times.file(create: birth, change: birth, modify: birth))
  }

  /// A memfd of which nothing but its label is known.
  package static func memfd(_ label: String) -> Segment {
    Segment(
      identity: .memfd(
        label: Array(label.utf8), FileIdentity(device: 1, inode: 9, birth: nil)),
      kind: .memfd, size: 1, allocated: nil, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
  }
}
