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
        #expect(try obstacle(to: name, in: shm) == .immutable)
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
      #expect(try obstacle(to: "it", in: shm) == nil, "root may")
      #expect(try OtherUser.perform { try obstacle(to: "it", in: shm) } == .notPermitted)
      let refusal = try OtherUser.perform {
        #expect(throws: RemovalError.notPermitted) {
          try Removal(root: shm.root).remove(identity)
        }
      }
      #expect(refusal == .notPermitted)
      #expect(try shm.listing.others.isEmpty)
      try checked { chown(shm.path("it"), OtherUser.number, OtherUser.number) }
      #expect(try OtherUser.perform { try obstacle(to: "it", in: shm) } == nil)
      try OtherUser.perform { _ = try Removal(root: shm.root).remove(identity) }
      #expect(try shm.names.isEmpty)
    }
  }

  @Test(.needs(.setUserID))
  func `a directory that the user may not change is foreseen`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try checked { chmod(shm.tree.path.string, 0o755) }
      #expect(try OtherUser.perform { try obstacle(to: "it", in: shm) } == .directoryNotWritable)
    }
  }

  @Test(.needs(.setUserID))
  func `another user's System V segment is foreseen`() throws {
    try TestSystemVSegment.with(size: 1, mode: 0o666) { made in
      let segment = try #require(RealHost.segment(made))
      #expect(Removal().obstacle(to: segment) == nil)
      #expect(try OtherUser.perform { Removal().obstacle(to: segment) } == .notPermitted)
    }
    try OtherUser.withSystemVSegment(size: 1, mode: 0o600) { made in
      let segment = try #require(RealHost.segment(made))
      #expect(try OtherUser.perform { Removal().obstacle(to: segment) } == nil)
    }
  }

  @Test func `a segment that is gone or replaced is foreseen`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      let segment = try segment("it", in: shm)
      let removal = Removal(root: shm.root)
      #expect(removal.obstacle(to: segment) == nil)
      unlink(shm.path("it"))
      #expect(removal.obstacle(to: segment) == .gone)
      try shm.tree.write("y", to: "it")
      #expect(removal.obstacle(to: segment) == .replaced)
    }
  }

  private func segment(_ name: String, in shm: ShmFixture) throws -> Segment {
    try #require(try shm.listing.segments.first { $0.name == ShmName(name.utf8) })
  }

  /// What is foreseen about a name.
  private func obstacle(to name: String, in shm: ShmFixture) throws -> RemovalError? {
    Removal(root: shm.root).obstacle(to: try segment(name, in: shm))
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
