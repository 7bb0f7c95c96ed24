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
  package let mode: FileMode
  package let owner: Ownership

  package init(name: Name, size: UInt64, mode: FileMode, owner: Ownership) {
    self.name = name
    self.size = size
    self.mode = mode
    self.owner = owner
  }
}
