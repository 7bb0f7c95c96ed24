internal import Kernel

extension Segment {
  /// Makes a segment from a file's status.
  ///
  /// `swapIsInUse` says whether the host has anything in swap; `nil` if unknown. If it has, a file's
  /// blocks can be in RAM or in swap.
  init(_ identity: Identity, _ kind: Kind, _ status: FileStatus, _ swapIsInUse: Bool?) {
    self.init(
      identity: identity,
      kind: kind,
      size: status.size,
      allocated: status.allocated,
      resident: swapIsInUse == false ? status.allocated : nil,
      swapped: swapIsInUse == false ? 0 : nil,
      mode: status.mode,
      owner: status.owner,
      times: Times(
        create: status.identity.birth, change: status.change, modify: status.modify))
    hasOtherNames = status.links > 1
  }
}
