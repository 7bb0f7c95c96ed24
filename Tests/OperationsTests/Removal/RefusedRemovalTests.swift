import CTestSupport
import Glibc
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Removals that the kernel refuses.
struct RefusedRemovalTests {
  @Test(.needs(.linuxImmutable), .enabled(if: canBeImmutable, "needs Linux 6.6"))
  func `an immutable file is not removed, and the error says so`() throws {
    try ShmFixture.with(in: "/dev/shm") { shm in
      try shm.tree.write("x", to: "it")
      try shm.tree.write("x", to: "dir/it")
      for (marked, name) in [("it", "it"), ("dir", "dir/it")] {
        let file = open(shm.path(marked), O_RDONLY)
        defer { close(file) }
        try checked { ctest_set_immutable(file, 1) }
        defer { _ = ctest_set_immutable(file, 0) }
        let identity = try shm.identity(name)
        #expect(throws: RemovalError.immutable) { try Removal(root: shm.root).remove(identity) }
        #expect(try shm.identity(name) == identity)
      }
      #expect(try shm.names == ["it", "dir/it"])
    }
  }

  @Test(.needs(.chown, .setUserID))
  func `another user's file in a sticky directory is not removed`() throws {
    try ShmFixture.with { shm in
      try checked { chmod(shm.tree.path.string, 0o1777) }
      try shm.tree.write("x", to: "it")
      let identity = try shm.identity("it")
      let refusal = try OtherUser.perform {
        #expect(throws: RemovalError.notPermitted) {
          try Removal(root: shm.root).remove(identity)
        }
      }
      #expect(refusal == .notPermitted)
      #expect(try shm.listing.others.isEmpty)
      try checked { chown(shm.path("it"), OtherUser.number, OtherUser.number) }
      try OtherUser.perform { _ = try Removal(root: shm.root).remove(identity) }
      #expect(try shm.names.isEmpty)
    }
  }

  /// Whether the kernel knows immutable files in a tmpfs.
  private static var canBeImmutable: Bool {
    (try? ShmFixture.with(in: "/dev/shm") { shm in
      try shm.tree.write("x", to: "it")
      let file = open(shm.path("it"), O_RDONLY)
      defer { close(file) }
      let isPossible = ctest_set_immutable(file, 1) == 0
      _ = ctest_set_immutable(file, 0)
      return isPossible
    }) ?? false
  }
}
