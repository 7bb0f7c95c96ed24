package import Contents
private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// The properties that are needed to restore a segment, apart from its bytes.
package struct SegmentMetadata: Hashable, Sendable {
  /// The name or the key by which programs find a segment.
  package enum Name: Hashable, Sendable {
    /// A POSIX segment or a semaphore, by its name.
    case posix(ShmName)
    /// A System V segment by its key; the kernel assigns the ID.
    case systemV(IPCKey)
  }

  package let name: Name
  /// The size in bytes.
  package let size: UInt64
  /// The permission bits, for a file with the set-ID and sticky bits.
  package let mode: FileMode
  package let owner: Ownership
  /// The creator of a System V segment; `nil` for files, whose creator is not recorded.
  package let creator: Ownership?
  /// The extended attributes of a file, with its access control list; `nil` if they were not saved.
  package let attributes: [ExtendedAttribute]?
  /// The checksum of the bytes; `nil` in copies of earlier versions.
  package let checksum: ContentsChecksum?

  package init(
    name: Name, size: UInt64, mode: FileMode, owner: Ownership, creator: Ownership? = nil,
    attributes: [ExtendedAttribute]? = nil, checksum: ContentsChecksum? = nil
  ) {
    self.checksum = checksum
    self.name = name
    self.size = size
    self.mode = mode
    self.owner = owner
    self.creator = creator
    self.attributes = attributes
  }

  /// Whether the restored segment will belong to a user other than the caller.
  ///
  /// Giving a file to another user takes CAP_CHOWN. Any user may give away a System V segment of his own.
  package var isMadeForOther: Bool {
    if case .posix = name, !Capability.changeOwner.isEffective { return false }
    return [owner, creator ?? owner].contains { $0.user.rawValue != geteuid() }
  }
}
