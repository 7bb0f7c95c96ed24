import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The private directories that killed removals leave behind.
struct InterruptedRemovalTests {
  /// Leaves what a program leaves that is killed after it has moved `name` aside.
  private func dismiss(_ name: String, in shm: ShmFixture, directory: String = ".shmtop-abcdefghij")
    throws
  {
    let private_ = shm.path(directory)
    try checked { mkdir(private_, 0o700) }
    let last = FilePath(name).lastComponent?.string ?? name
    try checked { rename(shm.path(name), private_ + "/" + last) }
  }

  @Test func `an interrupted removal is found, and its file is put back`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      let file = try shm.file("it")
      try dismiss("it", in: shm)
      let interruptedRemovals = try shm.interruptedRemovals
      #expect(interruptedRemovals.map(\.names) == [[ShmName("it".utf8)]])
      let results = try #require(try interruptedRemovals.first?.putBack(root: shm.root))
      #expect(results.map(\.name) == [ShmName("it".utf8)])
      #expect(results.map(\.error) == [nil])
      #expect(try shm.file("it") == file)
      #expect(try shm.listing.others.isEmpty)
    }
  }

  @Test func `a file from a subdirectory is put back into it`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "a/it")
      let file = try shm.file("a/it")
      try dismiss("a/it", in: shm, directory: "a/.shmtop-abcdefghij")
      let results = try #require(try shm.interruptedRemovals.first?.putBack(root: shm.root))
      #expect(results.map(\.name) == [ShmName("a/it".utf8)])
      #expect(try shm.file("a/it") == file)
    }
  }

  @Test func `putting back does not replace a file that has the name now`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try dismiss("it", in: shm)
      try shm.tree.write("y", to: "it")
      let new = try shm.file("it")
      let results = try #require(try shm.interruptedRemovals.first?.putBack(root: shm.root))
      #expect(results.map(\.error) == [.fileExists])
      #expect(try shm.file("it") == new)
      #expect(try shm.names.count == 2)
      #expect(try shm.interruptedRemovals.count == 1)
    }
  }

  @Test func `the directory of a running removal is not an interrupted removal`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      let place = try shm.place()
      let moved = try place.moveAside(Array("it".utf8))
      let directory = try #require(try shm.listing.others.first?.name)
      #expect(try shm.leftovers == [.inUse(directory)])
      #expect(throws: Errno.self) {
        try InterruptedRemoval(place: .directory(directory)).putBack(root: shm.root)
      }
      try moved.putBack()
    }
  }

  @Test(arguments: [
    ".shmtop-", ".shmtop-short", ".shmtop-abcdefghij2", "shmtop-abcdefghi", ".shmtop-ABCDEFGHIJ",
  ])
  func `other directories are not interrupted removals`(name: String) throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try dismiss("it", in: shm, directory: name)
      #expect(try shm.interruptedRemovals.isEmpty)
    }
  }

  @Test func `a directory that others can access is not an interrupted removal`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try dismiss("it", in: shm)
      try checked { chmod(shm.path(".shmtop-abcdefghij"), 0o755) }
      #expect(
        try shm.leftovers == [.unread(ShmName(".shmtop-abcdefghij".utf8), .permissionDenied)])
    }
  }

  @Test(.needs(.chown, .setUserID))
  func `an interrupted removal of another user is left to him`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try dismiss("it", in: shm)
      try checked { chown(shm.path(".shmtop-abcdefghij"), OtherUser.number, OtherUser.number) }
      #expect(try shm.interruptedRemovals.isEmpty)
      let own = try OtherUser.perform { try shm.interruptedRemovals }
      #expect(own.count == 1)
    }
  }

  @Test func `a file that was moved without a directory is put back two seconds later`() throws {
    try ShmFixture.with { shm in
      let (name, aside) = (ShmName("d/it".utf8), "d/.shmtop-abcdefghij.it")
      try shm.tree.write("x", to: FilePath(aside))
      #expect(try shm.leftovers == [.inUse(ShmName(aside.utf8))])
      var found: InterruptedRemoval?
      while found == nil {
        usleep(50_000)
        found = try shm.interruptedRemovals.first
      }
      let removal = try #require(found)
      #expect(removal == InterruptedRemoval(place: .file(ShmName(aside.utf8)), names: [name]))
      try shm.tree.write("y", to: "d/it")
      let refused = try removal.putBack(root: shm.root)
      #expect(refused.map(\.error) == [.fileExists])
      try checked { unlink(shm.path("d/it")) }
      let results = try removal.putBack(root: shm.root)
      #expect(results.map(\.error) == [nil])
      #expect(try shm.names == ["d/it"])
    }
  }

  @Test(arguments: [
    ".shmtop-abcdefghij.", ".shmtop-abcdefghij..", ".shmtop-abcdefghij...", ".shmtop-abcdefgh.it",
    ".shmtop-ABCDEFGHIJ.it", ".shmtop-abcdefghij-it",
  ])
  func `files with other names were not moved`(name: String) {
    #expect(QuarantineName.originalName(beside: ShmName(name.utf8)) == nil)
  }

  @Test func `a random name has the old one in it, as far as it fits`() {
    for length in [1, 236, 237, 255] {
      let old = [UInt8](repeating: UInt8(ascii: "x"), count: length)
      let name = ShmName(QuarantineName.random(before: old))
      #expect(name.bytes.count <= 255)
      let original = QuarantineName.originalName(beside: name)?.bytes
      #expect(original == Array(old.prefix(236)))
      #expect(QuarantineName.isCut(name) == (length >= 236))
    }
  }

  @Test func `an empty private directory is removed`() throws {
    try ShmFixture.with { shm in
      try checked { mkdir(shm.path(".shmtop-abcdefghij"), 0o700) }
      let leftover = try #require(try shm.interruptedRemovals.first)
      #expect(try leftover.putBack(root: shm.root).isEmpty)
      #expect(try shm.listing.others.isEmpty)
    }
  }

  @Test(
    arguments: [
      (".shmtop-abcdefghi0", true), ("sub/.shmtop-abcdefghi0", true),
      (".shmtop-abcdefghi0.psm_1", true), ("", false), ("psm_1", false), (".shmtop-x", false),
    ])
  func `a place that could not be looked at is not passed over`(name: String, isOne: Bool) {
    let problem = ReadProblem(
      "/dev/shm", .failed(.ioError), directory: Array(name.utf8), isMinor: true)
    #expect(InterruptedRemoval.isHidden(by: problem) == isOne)
    #expect(!InterruptedRemoval.isHidden(by: ReadProblem("/dev/shm", .failed(.ioError))))
  }

  @Test(.needs(.chown, .setUserID)) func `what belongs to another user is left to him`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try dismiss("it", in: shm)
      try shm.tree.write("x", to: ".shmtop-abcdefghij.file")
      let own = try shm.leftovers
      #expect(own.count == 2)
      #expect(try OtherUser.perform { try shm.leftovers }.isEmpty)
      let directory = ShmName(".shmtop-abcdefghij".utf8)
      try checked { chown(shm.path(".shmtop-abcdefghij"), OtherUser.number, OtherUser.number) }
      #expect(throws: Errno.permissionDenied) {
        try InterruptedRemoval(place: .directory(directory)).putBack(root: shm.root)
      }
      #expect(access(shm.path("it"), F_OK) != 0)
    }
  }
}
