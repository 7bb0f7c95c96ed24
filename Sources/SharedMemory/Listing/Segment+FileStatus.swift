internal import Kernel

/// Where the bytes of a file system's files are.
enum FileMemory: Hashable, Sendable {
  /// In RAM, none in swap.
  case ram
  /// In RAM or in swap; which, the size of its blocks does not tell.
  case ramOrSwap
  /// On a disk or elsewhere. How much of it is in RAM is not known, and can be dropped at any time.
  case disk

  /// Where those of a tmpfs are, if anything on the host is in swap; `nil` if that is unknown.
  init(swapIsInUse: Bool?) { self = swapIsInUse == false ? .ram : .ramOrSwap }

  /// Where those of a file system are; a tmpfs if its type could not be read.
  init(_ type: FileSystemUsage.FileSystemType?, swapIsInUse: Bool?) {
    switch type {
    case .tmpfs, nil: self.init(swapIsInUse: swapIsInUse)
    // Its pages are never swapped.
    case .ramfs, .hugetlbfs: self = .ram
    case .proc, .other: self = .disk
    }
  }
}

extension Segment {
  /// Makes a segment from a file's status.
  ///
  /// `memory` says where the bytes of the file system are.
  init(_ identity: Identity, _ kind: Kind, _ status: FileStatus, _ memory: FileMemory) {
    self.init(
      identity: identity,
      kind: kind,
      size: status.size,
      allocated: memory == .disk ? nil : status.allocated,
      resident: memory == .ram ? status.allocated : nil,
      swapped: memory == .ram ? 0 : nil,
      mode: status.mode,
      owner: status.owner,
      times: Times.file(
        create: status.identity.birth, change: status.change, modify: status.modify))
    names = status.links
  }
}
