import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The status of a System V segment that this user may not read.
struct SystemVStatusTests {
  @Test(.needs(.setUserID)) func `comes from the table`() throws {
    try TestSystemVSegment.with(size: 1, mode: 0o600) { made in
      let shmID = ShmID(rawValue: made.number)
      let (identity, _, _) = try SystemVStatus.read(shmID, root: "/")
      try Fixture.with { fixture in
        try OtherUser.perform {
          // A table that cannot be read does not tell that the segment is gone.
          #expect(throws: Errno.permissionDenied) {
            _ = try SystemVStatus.read(shmID, root: fixture.root)
          }
          let seen = try SystemVStatus.read(shmID, root: "/")
          #expect(seen.0 == identity && seen.1.accessPermissions == [.ownerReadWrite])
        }
        try fixture.tree.write(
          "\(Fixture.header)\n 0 \(made.number) 1600 1 12 12 3 0 0 0 0 0 0 9 4096 0\n",
          to: "proc/sysvipc/shm")
        try OtherUser.perform {
          let removed = try SystemVStatus.read(shmID, root: fixture.root)
          #expect(removed.1.isRemoved && removed.attachments == 3)
        }
        try fixture.tree.write("\(Fixture.header)\n", to: "proc/sysvipc/shm")
        _ = try OtherUser.perform {
          #expect(throws: Errno.identifierRemoved) {
            _ = try SystemVStatus.read(shmID, root: fixture.root)
          }
        }
      }
    }
  }
}
