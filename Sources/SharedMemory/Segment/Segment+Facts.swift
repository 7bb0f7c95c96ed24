package import Kernel

extension Segment {
  /// The number of a System V segment.
  package var shmID: ShmID? {
    if case .systemV(let identity) = identity { identity.shmID } else { nil }
  }

  /// The key of a System V segment: the one it was made with, also once it is removed, where that
  /// is still known; else ``IPCKey/private``.
  package var key: IPCKey? {
    if case .systemV(let identity) = identity { originalKey ?? identity.key } else { nil }
  }

  /// The name of a POSIX segment or semaphore, also once it is removed.
  package var name: ShmName? {
    switch identity {
    case .posix(let name, _), .unlinked(let name, _): name
    case .systemV, .memfd: nil
    }
  }

  /// The label of a memfd, which names nothing: many can have the same.
  package var label: [UInt8]? {
    if case .memfd(let label, _) = identity { label } else { nil }
  }

  /// The file of every segment but those of System V.
  package var file: FileIdentity? {
    switch identity {
    case .posix(_, let file), .unlinked(_, let file), .memfd(_, let file): file
    case .systemV: nil
    }
  }

  /// Whether the name is gone while the memory stays until the last holder lets go; a memfd never
  /// had one.
  package var isRemoved: Bool {
    switch identity {
    case .systemV: mode?.isRemoved == true
    case .unlinked: true
    case .posix, .memfd: false
    }
  }

  /// Whether it is locked in memory.
  ///
  /// `nil` for files, where only processes lock their mappings.
  package var isLocked: Bool? { kind == .systemV ? mode?.isLocked : nil }

  /// How many attachments of a System V segment were found in its holders, where the kernel counts
  /// more; `nil` without a scan of processes.
  package var missingAttachments: (found: UInt64, all: UInt64)? {
    guard kind == .systemV, let holders, let attachments else { return nil }
    let found = holders.reduce(UInt64(0)) { $0.addingSaturated($1.attachments) }
    return found < attachments ? (found, attachments) : nil
  }

  /// When anything last happened to it, as far as the kernel keeps that.
  ///
  /// The owner of a file can set the time of its modification: one in the future says nothing.
  package func latestTime(at now: Timestamp) -> Timestamp? {
    var latest = times.create
    let modify = times.modify.flatMap { $0 > now ? nil : $0 }
    for case let time? in [times.attach, times.detach, times.change, modify] {
      latest = max(latest ?? time, time)
    }
    return latest
  }

  /// The nearest to a birth that the kernel keeps: the birth of a file, the `shm_ctime` of a
  /// System V segment.
  package var born: Timestamp? { times.create ?? times.change }
}
