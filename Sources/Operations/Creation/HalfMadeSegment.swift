internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// A System V segment with mode 0 and no attachments, as a killed run leaves one.
enum HalfMadeSegment {
  /// The segment with a key, if it looks like one that one of these users has left.
  static func find(_ key: IPCKey, createdBy users: [UserID?]) -> ShmID? {
    guard let shmID = SysVShm.find(key),
      let (identity, mode, attachments) = try? SystemVStatus.read(shmID, root: "/"),
      users.contains(identity.creatorUser), mode.accessPermissions.isEmpty, attachments == 0
    else { return nil }
    return shmID
  }
}
