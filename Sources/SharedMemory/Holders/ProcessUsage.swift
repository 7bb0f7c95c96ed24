package import Kernel
package import SystemPackage

/// The shared memory that one process holds.
package struct ProcessUsage: Hashable, Sendable {
  package let process: ProcessID
  /// Its start time; `nil` if it could not be read.
  package let start: ProcessStart?
  package let user: UserID
  /// The name of its program, at most 15 bytes; the process can set any name.
  package let command: [UInt8]
  /// More about it; `nil` if that was not read.
  package let details: ProcessDetails?
  /// Its descriptors for segments.
  package fileprivate(set) var descriptors: UInt64 = 0
  /// The segments that it holds, one entry for each name.
  ///
  /// Those that free the most memory when it exits come first.
  package fileprivate(set) var holdings: [Holding] = []
  /// The number of segments that it holds; a file with several names counts once.
  package fileprivate(set) var segments = 0
  /// Bytes in RAM and swap of segments with a name or a key.
  package fileprivate(set) var named = ByteEstimate.zero
  /// Bytes of removed segments.
  package fileprivate(set) var removed = ByteEstimate.zero
  /// Bytes of memfds.
  package fileprivate(set) var memfds = ByteEstimate.zero
  /// Bytes that are freed when it exits.
  package fileprivate(set) var release = ByteEstimate.zero
  /// The segments that it holds.
  package fileprivate(set) var held = Count()
  /// The segments that go when it exits.
  package fileprivate(set) var going = Count()
  /// Whether more than those may go: a holder that was not seen can keep them or not.
  package fileprivate(set) var mayMoreGo = false
  /// Bytes of its files in `/dev/shm`, with a name or without.
  package fileprivate(set) var fileBytes = ByteEstimate.zero
  /// Bytes of its System V segments as SHMALL counts them: their sizes.
  package fileprivate(set) var systemVBytes = ByteEstimate.zero

  /// A number of segments by what limits it.
  package struct Count: Hashable, Sendable {
    /// System V segments, each of which takes one of the numbers of SHMMNI.
    package fileprivate(set) var systemV = 0
    /// Files of the file system at `/dev/shm`, each of which takes an inode.
    package fileprivate(set) var files = 0
    package fileprivate(set) var memfds = 0

    package var all: Int { systemV + files + memfds }

    fileprivate mutating func add(_ kind: Segment.Kind) {
      switch kind {
      case .systemV: systemV += 1
      case .posix, .semaphore: files += 1
      case .memfd: memfds += 1
      }
    }
  }

  /// What it holds of a limited resource, alone or with others.
  package func use(of resource: ResourceLimit.Resource) -> ByteEstimate {
    switch resource {
    case .segments: .exactly(UInt64(held.systemV))
    case .inodes: .exactly(UInt64(held.files))
    case .segmentBytes: systemVBytes
    case .fileSystemBytes: fileBytes
    }
  }

  /// A segment that it holds.
  package struct Holding: Hashable, Sendable {
    /// The index of the segment in the snapshot.
    package let position: Int
    /// The bytes of the segment that are freed when the process exits.
    package let release: ByteEstimate
    /// What becomes of the segment when the process exits.
    package let onExit: Segment.OnExit
    fileprivate let cost: UInt64

    fileprivate var exitRank: Int {
      switch onExit {
      case .stays: 0
      case .mayGo: 1
      case .goes: 2
      }
    }
  }

  /// Bytes of all segments that it holds, alone or with others.
  package var total: ByteEstimate { named + removed + memfds }

  /// It as the target of a signal.
  package var target: Holder {
    var target = Holder(process: process, user: user, command: command)
    target.start = start
    return target
  }

  fileprivate init(_ holder: Holder) {
    process = holder.process
    start = holder.start
    user = holder.user
    command = holder.command
    details = holder.details
  }

  fileprivate mutating func add(_ segment: Segment, _ onExit: Segment.OnExit) {
    segments += 1
    held.add(segment.kind)
    if onExit == .goes { going.add(segment.kind) }
    if onExit == .mayGo { mayMoreGo = true }
    release = release + segment.memory(freedIf: onExit)
    switch segment.kind {
    case .systemV: systemVBytes = systemVBytes + .exactly(segment.size)
    case .posix, .semaphore: fileBytes = fileBytes + segment.memoryUse
    case .memfd: break
    }
    if segment.kind.isUnnamed {
      memfds = memfds + segment.memoryUse
    } else if segment.isRemoved {
      removed = removed + segment.memoryUse
    } else {
      named = named + segment.memoryUse
    }
  }

  fileprivate mutating func sortHoldings() {
    holdings.sort {
      ($1.release.rank, $1.exitRank, $1.cost, $0.position)
        < ($0.release.rank, $0.exitRank, $0.cost, $1.position)
    }
  }

  /// Widens the estimates, because only a part of the process could be read.
  fileprivate mutating func addUnseen() {
    named = named + .unknown
    removed = removed + .unknown
    memfds = memfds + .unknown
    release = release + .unknown
    fileBytes = fileBytes + .unknown
    systemVBytes = systemVBytes + .unknown
    mayMoreGo = true
  }
}

extension Snapshot {
  /// The processes that hold segments, those with the most bytes first.
  ///
  /// `nil` without a scan of processes.
  ///
  /// Possible holders and processes that could not be read at all are left out.
  package func usages() -> [ProcessUsage]? {
    guard let scan else { return nil }
    var usages: [ProcessUsage] = []
    var indices: [ProcessID: Int] = [:]
    var files: Set<FileIdentity> = []
    for (position, segment) in segments.enumerated() {
      guard let holders = segment.holders, !holders.isEmpty else { continue }
      let isFirstName = segment.file.map { files.insert($0).inserted } ?? true
      for holder in holders {
        let index = indices[holder.process] ?? usages.count
        if index == usages.count {
          indices[holder.process] = index
          usages.append(ProcessUsage(holder))
        }
        let onExit = segment.onExit(of: [holder], scan)
        usages[index].holdings.append(
          ProcessUsage.Holding(
            position: position, release: segment.memory(freedIf: onExit), onExit: onExit,
            cost: segment.allocated ?? 0))
        if isFirstName {
          usages[index].add(segment, onExit)
          usages[index].descriptors += holder.descriptors
        }
      }
    }
    for index in usages.indices { usages[index].sortHoldings() }
    for index in usages.indices where scan.unreadable[usages[index].process] != nil {
      usages[index].addUnseen()
    }
    return usages.sorted {
      ($1.total.rank, $0.process.rawValue) < ($0.total.rank, $1.process.rawValue)
    }
  }
}
