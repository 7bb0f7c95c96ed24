private import Glibc
package import Kernel
package import SystemPackage

/// What the kernel says of one System V segment right now.
package enum SystemVStatus {
  /// What the segment is, its mode and how many attachments it has.
  ///
  /// The C function is `shmctl(IPC_STAT)`. It wants the right to read the segment, which even its
  /// owner can lack; the table of all segments wants none, but is long. Throws
  /// ``Errno/identifierRemoved`` for a segment that is gone.
  package static func read(
    _ shmID: ShmID
  ) throws(Errno) -> (SystemVIdentity, FileMode, attachments: UInt64) {
    var status = shmid_ds()
    if shmctl(shmID.rawValue, IPC_STAT, &status) == 0 {
      let identity = SystemVIdentity(
        shmID: shmID,
        key: IPCKey(rawValue: UInt32(bitPattern: status.shm_perm.__key)),
        change: status.shm_ctime == 0 ? nil : Timestamp(seconds: Int64(status.shm_ctime)),
        creatorProcess: ProcessID(rawValue: status.shm_cpid),
        creatorUser: UserID(rawValue: status.shm_perm.cuid))
      let mode = FileMode(rawValue: UInt32(status.shm_perm.mode))
      return (identity, mode, UInt64(status.shm_nattch))
    }
    guard errno == EACCES else { throw Errno(rawValue: errno) }
    let listing: SystemVTable.Listing
    do throws(ReadProblem) { listing = try SystemVTable(root: "/").read() } catch {
      throw .permissionDenied
    }
    for segment in listing.segments where segment.shmID == shmID {
      guard case .systemV(let identity) = segment.identity else { continue }
      return (identity, segment.mode ?? FileMode(rawValue: 0), segment.attachments ?? 0)
    }
    throw .identifierRemoved
  }
}
