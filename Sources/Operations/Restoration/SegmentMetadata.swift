package import Kernel
package import SharedMemory
package import SystemPackage

/// The properties that are needed to restore a segment, apart from its bytes.
package struct SegmentMetadata: Hashable, Sendable {
  /// The name or the key by which programs find a segment.
  package enum Place: Hashable, Sendable {
    /// A POSIX segment or a semaphore, by its name.
    case posix(ShmName)
    /// A System V segment by its key; the kernel assigns the ID.
    case systemV(IPCKey)
  }

  package let place: Place
  /// The size in bytes.
  package let size: UInt64
  package let mode: FileMode
  package let owner: Ownership

  package init(place: Place, size: UInt64, mode: FileMode, owner: Ownership) {
    self.place = place
    self.size = size
    self.mode = mode
    self.owner = owner
  }
}
