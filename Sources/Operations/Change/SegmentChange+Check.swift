private import Glibc
internal import Kernel
package import SharedMemory
internal import SystemPackage

extension SegmentChange {
  /// The error that the change would throw, as far as that is certain without trying.
  ///
  /// For another size, the verdict of the segment must rest on a scan of processes.
  package func check(_ target: ChangeTarget, of segment: Segment) throws(ChangeError) {
    switch self {
    case .resize(let size): try Resizing.check(target, of: segment, to: size)
    case .access(let change): try change.check(target, of: segment)
    case .lock(let isLocked): try SegmentLock.check(isLocked, target, of: segment)
    }
  }
}

extension AccessChange {
  /// The error that the change would throw, as far as that is certain without trying.
  ///
  /// The kernel's rules: see chmod(2), chown(2) and `IPC_SET` in shmctl(2). A capability that is held proves
  /// nothing, because it may not count for this segment.
  fileprivate func check(
    _ target: ChangeTarget, of segment: Segment
  ) throws(ChangeError) {
    switch target {
    case .systemV: if segment.isOthersSystemV { throw .notOwner }
    case .file(let file):
      let old = try file.status().owner
      let isOwn = old.user.rawValue == geteuid()
      let canSet = isOwn || Capability.fileOwner.isEffective && !old.user.isUnmapped
      let canGive = Capability.changeOwner.isEffective && !old.user.isUnmapped
      if permissions != nil && !canSet { throw .notOwner }
      guard let owner, !canGive else { return }
      guard isOwn else { throw .notOwner }
      if owner.user != old.user { throw .notGiven }
    }
  }
}
