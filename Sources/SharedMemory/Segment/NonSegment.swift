package import Kernel
package import SystemPackage

/// A file in `/dev/shm` that is not a segment, such as a symbolic link, a FIFO or a directory.
///
/// It is listed, but never followed, opened or removed.
///
/// Why: Decisions/11-hostile-dev-shm.md
package struct NonSegment: Hashable, Sendable {
  package let name: ShmName
  package let type: FileType
  package let owner: Ownership
  package let identity: FileIdentity
  /// Whether another file system is mounted on it.
  package let isMountPoint: Bool

  package init(
    name: ShmName, type: FileType, owner: Ownership, identity: FileIdentity,
    isMountPoint: Bool = false
  ) {
    self.isMountPoint = isMountPoint
    self.name = name
    self.type = type
    self.owner = owner
    self.identity = identity
  }
}
