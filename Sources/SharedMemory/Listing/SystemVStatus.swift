package import Kernel
package import SystemPackage

/// Reads the current status of one System V segment.
package enum SystemVStatus {
  /// The segment's identity, its mode and its number of attachments.
  ///
  /// Throws `EIDRM` or `EINVAL` if the segment is gone. The C function is `shmctl(IPC_STAT)`, which
  /// requires permission to read the segment; even its owner can lack it. In that case the table
  /// `/proc/sysvipc/shm` below `root` is read, which every user may read but which can be long.
  package static func read(
    _ shmID: ShmID, root: FilePath
  ) throws(Errno) -> (SystemVIdentity, FileMode, attachments: UInt64) {
    do throws(Errno) {
      let status = try SysVShm.status(of: shmID)
      let identity = SystemVIdentity(
        shmID: shmID, key: status.key, change: status.change,
        creatorProcess: status.creatorProcess, creatorUser: status.creatorUser)
      return (identity, status.mode, status.attachments)
    } catch {
      guard error == .permissionDenied else { throw error }
    }
    let listing: SystemVTable.Listing
    do throws(ReadProblem) { listing = try SystemVTable(root: root).read() } catch {
      throw .permissionDenied
    }
    for segment in listing.segments where segment.shmID == shmID {
      guard case .systemV(let identity) = segment.identity else { continue }
      return (identity, segment.mode ?? FileMode(rawValue: 0), segment.attachments ?? 0)
    }
    throw .identifierRemoved
  }
}
