import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Directories that go with their last file.
struct EmptiedDirectoryTests {
  private static let own = UserID(rawValue: geteuid())

  /// Removes files of a directory in one run, which asks for the directory of the files of `owner`.
  private func remove(
    _ names: String..., in fixture: ShmFixture, ownedBy owner: UserID? = Self.own
  ) throws {
    let removal = Removal(root: fixture.root)
    for name in names {
      try removal.remove(try fixture.identity(name), directoryOwner: owner)
    }
  }

  private func exists(_ path: String, in fixture: ShmFixture) -> Bool {
    access(fixture.path(path), F_OK) == 0
  }

  @Test func `the directory goes with the last file, and those around it stay`() throws {
    try ShmFixture.with { fixture in
      for name in ["a/b/one", "a/b/two"] { try fixture.tree.write("x", to: FilePath(name)) }
      try remove("a/b/one", in: fixture)
      #expect(exists("a/b/two", in: fixture))
      try remove("a/b/two", in: fixture)
      #expect(!exists("a/b", in: fixture))
      #expect(exists("a", in: fixture))
    }
  }

  @Test func `several files in one run leave no directory`() throws {
    try ShmFixture.with { fixture in
      for name in ["a/one", "a/two", "b/one"] { try fixture.tree.write("x", to: FilePath(name)) }
      try remove("a/one", "a/two", "b/one", in: fixture)
      #expect(!exists("a", in: fixture) && !exists("b", in: fixture))
    }
  }

  @Test func `the directory stays if it is not asked for, or has another owner`() throws {
    try ShmFixture.with { fixture in
      for name in ["a/one", "b/one"] { try fixture.tree.write("x", to: FilePath(name)) }
      try remove("a/one", in: fixture, ownedBy: nil)
      try remove("b/one", in: fixture, ownedBy: UserID(rawValue: Self.own.rawValue + 1))
      #expect(exists("a", in: fixture) && exists("b", in: fixture))
    }
  }

  @Test func `a directory that took its place stays`() throws {
    try ShmFixture.with { fixture in
      try fixture.tree.write("x", to: "a/one")
      do {
        let removal = Removal(root: fixture.root)
        try removal.remove(try fixture.identity("a/one"), directoryOwner: Self.own)
        try checked { rename(fixture.path("a"), fixture.path("aside")) }
        try fixture.tree.makeDirectory("a")
        _ = consume removal
      }
      #expect(exists("a", in: fixture))
    }
  }

  @Test func `a file that is not removed keeps its directory`() throws {
    try ShmFixture.with { fixture in
      try fixture.tree.write("x", to: "a/one")
      let identity = try fixture.identity("a/one")
      try checked { unlink(fixture.path("a/one")) }
      #expect(throws: RemovalError.gone) {
        try Removal(root: fixture.root).remove(identity, directoryOwner: Self.own)
      }
      #expect(exists("a", in: fixture))
    }
  }
}
