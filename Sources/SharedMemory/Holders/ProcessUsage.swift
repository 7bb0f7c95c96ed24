package import Kernel
package import SystemPackage

/// The shared memory that one process holds.
package struct ProcessUsage: Hashable, Sendable {
  package let process: ProcessID
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

  /// A segment that it holds.
  package struct Holding: Hashable, Sendable {
    /// The index of the segment in the snapshot.
    package let position: Int
    /// The bytes of the segment that are freed when the process exits.
    package let release: ByteEstimate
    fileprivate let cost: UInt64
  }

  /// Bytes of all segments that it holds, alone or with others.
  package var total: ByteEstimate { named + removed + memfds }

  fileprivate init(_ holder: Holder) {
    process = holder.process
    user = holder.user
    command = holder.command
    details = holder.details
  }

  fileprivate mutating func add(_ segment: Segment, _ released: ByteEstimate) {
    segments += 1
    release = release + released
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
      ($1.release.rank, $1.cost, $0.position) < ($0.release.rank, $0.cost, $1.position)
    }
  }

  /// Widens the estimates, because only a part of the process could be read.
  fileprivate mutating func addUnseen() {
    named = named + .unknown
    removed = removed + .unknown
    memfds = memfds + .unknown
    release = release + .unknown
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
        let release = segment.freed(byExitOf: holder, scan)
        usages[index].holdings.append(
          ProcessUsage.Holding(
            position: position, release: release, cost: segment.allocated ?? 0))
        if isFirstName {
          usages[index].add(segment, release)
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
