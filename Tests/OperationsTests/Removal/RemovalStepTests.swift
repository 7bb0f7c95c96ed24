import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Acts of other programs between two steps of a removal.
struct RemovalStepTests {
  private let name = Array("it".utf8)

  @Test func `a removal leaves nothing but the file's other names`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try shm.tree.write("x", to: "dir/it")
      let removal = Removal(root: shm.root)
      try removal.remove(shm.identity("it"))
      try removal.remove(shm.identity("dir/it"))
      #expect(try shm.names.isEmpty)
      try shm.tree.write("y", to: "it")
      try Removal(root: shm.root).remove(shm.identity("it"))
      #expect(throws: RemovalError.gone) {
        try removal.remove(.posix(ShmName(name), FileIdentity(device: 1, inode: 1, birth: nil)))
      }
    }
  }

  @Test func `private directories are removed at the end of the run`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try shm.tree.write("x", to: "dir/it")
      do {
        let removal = Removal(root: shm.root)
        try removal.remove(shm.identity("dir/it"))
        try removal.remove(shm.identity("it"))
        #expect(try shm.listing.others.count == 2)
        #expect(try shm.interruptedRemovals.isEmpty)
      }
      #expect(try shm.listing.others.map(\.name) == [ShmName("dir".utf8)])
    }
  }

  @Test func `a moved file is the same file, and other users cannot reach it`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      let file = try shm.file("it")
      let place = try shm.place()
      let moved = try place.moveAside(name)
      #expect(moved.isSame(as: file))
      let names = try shm.names
      #expect(names == [String(decoding: moved.name.bytes, as: UTF8.self)])
      let directory = try #require(try shm.listing.others.first)
      var status = stat()
      try checked {
        lstat(shm.path(String(decoding: directory.name.bytes, as: UTF8.self)), &status)
      }
      #expect(status.st_mode & 0o777 == 0o700)
      try moved.putBack()
      #expect(try shm.file("it") == file)
    }
  }

  @Test func `a file that was renamed over the selected one is put back`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("old", to: "it")
      try shm.tree.write("new", to: "other")
      let (chosen, other) = (try shm.file("it"), try shm.file("other"))
      let place = try shm.place()
      try place.check(name, chosen)
      try checked { rename(shm.path("other"), shm.path("it")) }
      let moved = try place.moveAside(name)
      #expect(!moved.isSame(as: chosen))
      try moved.putBack()
      #expect(try shm.file("it") == other)
    }
  }

  @Test(arguments: Substitute.allCases)
  func `any file that replaced the selected one is put back`(substitute: Substitute) throws {
    try ShmFixture.with { shm in
      try shm.tree.write("old", to: "it")
      let chosen = try shm.file("it")
      let place = try shm.place()
      try place.check(name, chosen)
      FileTree.remove(shm.tree.path.appending("it"))
      try substitute.make(shm.tree, "it")
      var (before, after) = (stat(), stat())
      try checked { lstat(shm.path("it"), &before) }
      let moved = try place.moveAside(name)
      #expect(!moved.isSame(as: chosen))
      try moved.putBack()
      try checked { lstat(shm.path("it"), &after) }
      #expect(before.st_ino == after.st_ino)
      #expect(throws: RemovalError.replaced) { try place.check(name, chosen) }
    }
  }

  @Test
  func `if a third file has taken the name, it is kept and the error has the path of the second`()
    throws
  {
    try ShmFixture.with { shm in
      try shm.tree.write("old", to: "it")
      let chosen = try shm.file("it")
      let place = try shm.place()
      try shm.tree.write("second", to: "second")
      let second = try shm.file("second")
      try checked { rename(shm.path("second"), shm.path("it")) }
      let moved = try place.moveAside(name)
      #expect(!moved.isSame(as: chosen))
      try shm.tree.write("third", to: "it")
      let third = try shm.file("it")
      #expect(throws: RemovalError.displaced(to: moved.name, .fileExists)) { try moved.putBack() }
      #expect(try shm.file("it") == third)
      #expect(try shm.file(String(decoding: moved.name.bytes, as: UTF8.self)) == second)
      #expect(moved.name.split.file == name)

      // The next of this name cannot lie beside it.
      let next = try place.moveAside(name)
      #expect(next.isSame(as: third))
      #expect(next.name != moved.name)
      try next.putBack()
    }
  }

  @Test func `a file that was removed before it was moved is reported as gone`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("old", to: "it")
      let place = try shm.place()
      try place.check(name, shm.file("it"))
      FileTree.remove(shm.tree.path.appending("it"))
      #expect(throws: RemovalError.gone) { _ = try place.moveAside(name) }
    }
  }

  @Test func `a private directory that was removed is created again`() throws {
    try ShmFixture.with { shm in
      let place = try shm.place()
      for text in ["one", "two"] {
        try shm.tree.write(text, to: "it")
        let file = try shm.file("it")
        try place.check(name, file)
        let moved = try place.moveAside(name)
        #expect(moved.isSame(as: file))
        try moved.remove()
        let directory = try #require(try shm.listing.others.first?.name.bytes)
        FileTree.remove(shm.tree.path.appending(String(decoding: directory, as: UTF8.self)))
      }
      #expect(try shm.names.isEmpty)
    }
  }

  @Test func `one of two names goes, though both stand for the file`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("x", to: "it")
      try shm.tree.link("it", as: "other")
      let file = try shm.file("it")
      try checked { rename(shm.path("other"), shm.path("third")) }
      try Removal(root: shm.root).remove(.posix(ShmName(name), file))
      #expect(try shm.names == ["third"])
    }
  }
}
