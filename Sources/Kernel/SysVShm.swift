private import CLinux
private import Glibc
package import SystemPackage

/// The system calls on System V segments, which take the ID of a segment.
package enum SysVShm {
  /// The status of one segment.
  ///
  /// The C type is `struct shmid_ds`.
  package struct Status {
    package let key: IPCKey
    package let mode: FileMode
    /// Its creator, `cuid`.
    package let creatorUser: UserID
    /// `shm_cpid`.
    package let creatorProcess: ProcessID
    /// `shm_ctime`; `nil` for 0.
    package let change: Timestamp?
    /// `shm_segsz`, in bytes.
    package let size: Int
    /// `shm_nattch`.
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

  /// Creates a segment that only its owner may read and write; `EEXIST` if the key is taken.
  ///
  /// The C function is `shmget` with `IPC_CREAT | IPC_EXCL`.
  package static func create(key: IPCKey, size: Int) throws(Errno) -> ShmID {
    ShmID(
      rawValue: try syscall {
        shmget(key_t(bitPattern: key.rawValue), size, IPC_CREAT | IPC_EXCL | 0o600)
      })
  }

  /// Sets the owner of a segment, and its permissions to those of a mode.
  ///
  /// The C function is `shmctl(IPC_SET)`.
  package static func set(_ shmID: ShmID, owner: Ownership, mode: FileMode) throws(Errno) {
    var status = shmid_ds()
    try syscall { shmctl(shmID.rawValue, IPC_STAT, &status) }
    status.shm_perm.mode = .init(truncatingIfNeeded: mode.accessPermissions.rawValue)
    status.shm_perm.uid = owner.user.rawValue
    status.shm_perm.gid = owner.group.rawValue
    try syscall { shmctl(shmID.rawValue, IPC_SET, &status) }
  }

  /// Marks a segment for removal: it is destroyed after the last detach.
  ///
  /// The C function is `shmctl(IPC_RMID)`.
  package static func remove(_ shmID: ShmID) throws(Errno) {
    try syscall { shmctl(shmID.rawValue, IPC_RMID, nil) }
  }

  /// Attaches a segment, and returns the address.
  ///
  /// The C function is `shmat`, with `SHM_RDONLY` unless it `isWritable`.
  package static func attach(
    _ shmID: ShmID, isWritable: Bool
  ) throws(Errno) -> UnsafeMutableRawPointer {
    let address = try syscall {
      Int(bitPattern: shmat(shmID.rawValue, nil, isWritable ? 0 : Int32(SHM_RDONLY)))
    }
    guard let address = UnsafeMutableRawPointer(bitPattern: address) else { throw .noMemory }
    return address
  }

  /// Detaches a segment.
  ///
  /// The C function is `shmdt`.
  package static func detach(_ address: UnsafeRawPointer?) { shmdt(address) }

  /// Bytes in swap of all segments of this IPC namespace; `nil` if the kernel does not say.
  ///
  /// The C function is `shmctl(SHM_INFO)`.
  package static func swapped() -> UInt64? {
    var bytes: UInt64 = 0
    return clinux_segments_swap(&bytes) == 0 ? bytes : nil
  }
}

/// The swap of the whole host.
package enum HostSwap {
  /// Bytes in use; `nil` if the kernel does not say.
  ///
  /// The C function is `sysinfo`.
  package static func used() -> UInt64? {
    var bytes: UInt64 = 0
    return clinux_host_swap(&bytes) == 0 ? bytes : nil
  }
}
