private import CLinux
private import Glibc
package import SystemPackage

/// The system calls on System V segments, by ID.
package enum SysVShm {
  /// The status of one segment.
  ///
  /// The C type is `struct shmid_ds`.
  package struct Status {
    /// `shm_perm.__key`; ``IPCKey/private`` after removal.
    package let key: IPCKey
    /// The permissions, with `SHM_DEST` and `SHM_LOCKED`.
    package let mode: FileMode
    /// The user who created it, `shm_perm.cuid`.
    package let creatorUser: UserID
    /// The process that created it, `shm_cpid`.
    package let creatorProcess: ProcessID
    /// When it was created or its owner or mode last changed, `shm_ctime`; `nil` for 0.
    package let change: Timestamp?
    /// The size in bytes, `shm_segsz`.
    package let size: Int
    /// The number of attachments, `shm_nattch`.
    package let attachments: UInt64
  }

  /// Reads the status of a segment; requires permission to read the segment.
  ///
  /// The C function is `shmctl(IPC_STAT)`.
  package static func status(of shmID: ShmID) throws(Errno) -> Status {
    var status = shmid_ds()
    try syscall { shmctl(shmID.rawValue, IPC_STAT, &status) }
    return Status(
      key: IPCKey(rawValue: UInt32(bitPattern: status.shm_perm.__key)),
      mode: FileMode(rawValue: UInt32(status.shm_perm.mode)),
      creatorUser: UserID(rawValue: status.shm_perm.cuid),
      creatorProcess: ProcessID(rawValue: status.shm_cpid),
      change: status.shm_ctime == 0 ? nil : Timestamp(seconds: Int64(status.shm_ctime)),
      size: Int(clamping: status.shm_segsz), attachments: UInt64(status.shm_nattch))
  }

  /// Creates a segment of `size` bytes, by default with mode 0; `EEXIST` if the key is taken.
  ///
  /// `hugePage` is the size of its pages in bytes, a power of two; `nil` for usual pages. The C function is
  /// `shmget` with `IPC_CREAT | IPC_EXCL`, and with `SHM_HUGETLB` for huge pages.
  package static func create(
    key: IPCKey, size: Int, permissions: FilePermissions = [], hugePage: UInt64? = nil
  ) throws(Errno) -> ShmID {
    // SHM_HUGETLB, and the logarithm of the size from SHM_HUGE_SHIFT on.
    let huge = hugePage.map { 0o4000 | Int32($0.trailingZeroBitCount) << 26 } ?? 0
    let mode = Int32(permissions.rawValue & 0o777)
    return ShmID(
      rawValue: try syscall {
        shmget(
          key_t(bitPattern: key.rawValue), size, IPC_CREAT | IPC_EXCL | huge | mode)
      })
  }

  /// Creates a segment whose creator is another user, and whose owner is this one for now; `EPERM` if
  /// this user may not become the other.
  ///
  /// The C function is `shmget`, called in a child process.
  package static func create(
    key: IPCKey, size: Int, by creator: Ownership
  ) throws(Errno) -> ShmID {
    ShmID(
      rawValue: try syscall {
        clinux_create_segment_as(
          key_t(bitPattern: key.rawValue), UInt(size), creator.user.rawValue,
          creator.group.rawValue)
      })
  }

  /// The segment with a key; `nil` if there is none.
  ///
  /// No permission is needed. The C function is `shmget`.
  package static func find(_ key: IPCKey) -> ShmID? {
    let shmID = shmget(key_t(bitPattern: key.rawValue), 0, 0)
    return shmID < 0 ? nil : ShmID(rawValue: shmID)
  }

  /// Sets the owner and the nine permission bits of a segment, of which nothing else can be set.
  ///
  /// The C function is `shmctl(IPC_SET)`.
  package static func set(_ shmID: ShmID, owner: Ownership, mode: FileMode) throws(Errno) {
    var status = shmid_ds()
    status.shm_perm.mode = .init(truncatingIfNeeded: mode.accessPermissions.rawValue)
    status.shm_perm.uid = owner.user.rawValue
    status.shm_perm.gid = owner.group.rawValue
    try syscall { shmctl(shmID.rawValue, IPC_SET, &status) }
  }

  /// Locks the pages of a segment in RAM once they are there, or unlocks them.
  ///
  /// Throws `ENOMEM` above RLIMIT_MEMLOCK. The C function is `shmctl(SHM_LOCK)` or `shmctl(SHM_UNLOCK)`.
  package static func lock(_ shmID: ShmID, _ isLocked: Bool) throws(Errno) {
    let (lock, unlock): (Int32, Int32) = (11, 12)
    try syscall { shmctl(shmID.rawValue, isLocked ? lock : unlock, nil) }
  }

  /// Marks a segment for removal: it is destroyed after the last detach.
  ///
  /// The C function is `shmctl(IPC_RMID)`.
  package static func remove(_ shmID: ShmID) throws(Errno) {
    try syscall { shmctl(shmID.rawValue, IPC_RMID, nil) }
  }

  /// Attaches a segment for reading, and for writing if `isWritable`; returns the address.
  ///
  /// The C function is `shmat`, with `SHM_RDONLY` for reading.
  package static func attach(
    _ shmID: ShmID, isWritable: Bool
  ) throws(Errno) -> UnsafeMutableRawPointer {
    let address = try syscall {
      Int(bitPattern: shmat(shmID.rawValue, nil, isWritable ? 0 : Int32(SHM_RDONLY)))
    }
    guard let address = UnsafeMutableRawPointer(bitPattern: address) else { throw .noMemory }
    return address
  }

  /// Detaches the segment at an address that ``attach(_:isWritable:)`` returned.
  ///
  /// The C function is `shmdt`.
  package static func detach(_ address: UnsafeRawPointer?) { shmdt(address) }

  /// The bytes in swap of all segments of this IPC namespace; `nil` if the kernel does not say.
  ///
  /// The C function is `shmctl(SHM_INFO)`.
  package static func swapped() -> UInt64? {
    var bytes: UInt64 = 0
    return clinux_segments_swap(&bytes) == 0 ? bytes : nil
  }
}

/// The swap of the whole host.
package enum HostSwap {
  /// The bytes in use; `nil` if the kernel does not say.
  ///
  /// The C function is `sysinfo`.
  package static func used() -> UInt64? {
    var bytes: UInt64 = 0
    return clinux_host_swap(&bytes) == 0 ? bytes : nil
  }
}
