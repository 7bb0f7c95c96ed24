package import Kernel
package import SystemPackage

/// The identity of a segment, which tells it from a successor with the same name or ID.
///
/// Just before an operation on a segment, the whole identity is compared. To follow a row from one
/// snapshot to the next, its ``SegmentID`` is enough.
///
/// Why: Decisions/03-two-identities.md
package enum Identity: Hashable, Sendable {
  /// A System V segment.
  case systemV(SystemVIdentity)
  /// A file in `/dev/shm`: a name, and the file that had the name.
  case posix(ShmName, FileIdentity)
  /// A file on the file system at `/dev/shm` without a name, and its last name.
  case unlinked(ShmName, FileIdentity)
  /// A file from `memfd_create`, and its label, which is not a name in any file system.
  case memfd(label: [UInt8], FileIdentity)

  /// The ID of the table row that shows this segment.
  package var id: SegmentID {
    switch self {
    case .systemV(let identity): .systemV(identity.shmID)
    case .posix(let name, let file): .posix(name, inode: file.inode)
    case .unlinked(_, let file): .unlinked(device: file.device, inode: file.inode)
    case .memfd(_, let file): .memfd(device: file.device, inode: file.inode)
    }
  }
}

extension Identity {
  /// Whether it is the same segment, which can have lost its name or key since, or changed its owner or mode.
  package func isSameSegment(as other: Identity) -> Bool {
    switch (self, other) {
    case (.systemV(let one), .systemV(let other)):
      one.shmID == other.shmID && one.creatorProcess == other.creatorProcess
        && one.creatorUser == other.creatorUser
    case (.posix(_, let one), .posix(_, let other)), (.posix(_, let one), .unlinked(_, let other)),
      (.unlinked(_, let one), .unlinked(_, let other)), (.memfd(_, let one), .memfd(_, let other)):
      one.device == other.device && one.inode == other.inode
        && (one.birth == nil || other.birth == nil || one.birth == other.birth)
    default: false
    }
  }

  /// Whether it has an ID; quicker than making its own.
  package func has(_ id: SegmentID) -> Bool {
    switch (self, id) {
    case (.systemV(let identity), .systemV(let shmID)): identity.shmID == shmID
    case (.posix(_, let file), .posix(_, let inode)): file.inode == inode && self.id == id
    case (.unlinked(_, let file), .unlinked(let device, let inode)),
      (.memfd(_, let file), .memfd(let device, let inode)):
      file.device == device && file.inode == inode
    default: false
    }
  }
}

/// The identity of a System V segment; its ID alone is not enough, because IDs are reused.
package struct SystemVIdentity: Hashable, Sendable {
  package let shmID: ShmID
  /// Its key; ``IPCKey/private`` after removal.
  package let key: IPCKey
  /// When it was created or its owner or mode last changed, `shm_ctime`.
  package let change: Timestamp?
  /// The process that created it, `shm_cpid`.
  package let creatorProcess: ProcessID
  /// The user who created it, `cuid`; `nil` if unknown.
  package let creatorUser: UserID?

  package init(
    shmID: ShmID, key: IPCKey, change: Timestamp?, creatorProcess: ProcessID,
    creatorUser: UserID? = nil
  ) {
    self.shmID = shmID
    self.key = key
    self.change = change
    self.creatorProcess = creatorProcess
    self.creatorUser = creatorUser
  }
}

/// The ID of a table row, which stays the same from one refresh to the next.
///
/// Each hard link to a file has a row of its own. A new file with an old name is a new row.
package enum SegmentID: Hashable, Sendable {
  case systemV(ShmID)
  case posix(ShmName, inode: UInt64)
  /// A file without a name, as `st_dev` and `st_ino`.
  case unlinked(device: UInt64, inode: UInt64)
  /// A file from `memfd_create`, as `st_dev` and `st_ino`.
  case memfd(device: UInt64, inode: UInt64)
}
