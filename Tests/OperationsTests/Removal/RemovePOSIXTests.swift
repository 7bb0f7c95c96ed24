import Glibc
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Removing files from `/dev/shm`.
struct RemovePOSIXTests {
  @Test(arguments: ["", "sem."])
  func `a segment and a semaphore go`(prefix: String) throws {
    try TestSegment.with(named: prefix + Unique.name(), size: 32) { made in
      let segment = try #require(RealHost.segment(named: made.name))
      let attachments = try Removal.remove(segment.identity)
      #expect(attachments == nil)
      #expect(RealHost.segment(named: made.name) == nil)
    }
  }

  @Test(arguments: ["", "sem."])
  func `the longest name goes`(prefix: String) throws {
    let start = prefix + Unique.name()
    let name = start + String(repeating: "x", count: 255 - start.utf8.count)
    defer { FileTree.remove(FilePath("/dev/shm").appending(name)) }
    try FileTree(path: "/dev/shm").write("x", to: FilePath(name))
    let segment = try #require(RealHost.segment(named: name))
    try Removal.remove(segment.identity)
    #expect(RealHost.segment(named: name) == nil)
  }

  @Test func `a file in a directory goes, and the directory stays`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "inner/file")
      try tree.write("x", to: "inner/sem.other")
      let top = try #require(tree.path.lastComponent).string
      for name in ["file", "sem.other"] {
        let segment = try #require(RealHost.segment(named: "\(top)/inner/\(name)"))
        try Removal.remove(segment.identity)
        #expect(RealHost.segment(named: "\(top)/inner/\(name)") == nil)
      }
      #expect(RealHost.other(named: "\(top)/inner") != nil)
    }
  }

  @Test func `one of two names goes and the other stays`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "one")
      try tree.link("one", as: "two")
      let top = try #require(tree.path.lastComponent).string
      let segment = try #require(RealHost.segment(named: top + "/one"))
      try Removal.remove(segment.identity)
      #expect(RealHost.segment(named: top + "/one") == nil)
      #expect(RealHost.segment(named: top + "/two")?.file == segment.file)
    }
  }

  @Test func `what is gone is not removed again`() throws {
    try TestSegment.with { made in
      let segment = try #require(RealHost.segment(named: made.name))
      try Removal.remove(segment.identity)
      #expect(throws: RemovalError.gone) { try Removal.remove(segment.identity) }
    }
  }

  /// Below a root of its own, so that a file that is not put back does not stay.
  @Test(arguments: Substitute.allCases)
  func `what took a segment's place is left alone`(substitute: Substitute) throws {
    try ShmFixture.with(in: "/dev/shm") { shm in
      try shm.tree.write("x", to: "it")
      let identity = try shm.identity("it")
      FileTree.remove(shm.tree.path.appending("it"))
      try substitute.make(shm.tree, "it")
      #expect(throws: RemovalError.replaced) { try Removal(root: shm.root).remove(identity) }
      #expect(access(shm.path("it"), F_OK) == 0)
    }
  }

  @Test func `a file that was renamed over a segment is left alone`() throws {
    try ShmFixture.with(in: "/dev/shm") { shm in
      try shm.tree.write("x", to: "it")
      try shm.tree.write("y", to: "other")
      let (identity, other) = (try shm.identity("it"), try shm.file("other"))
      try checked { rename(shm.path("other"), shm.path("it")) }
      #expect(throws: RemovalError.replaced) { try Removal(root: shm.root).remove(identity) }
      #expect(try shm.file("it") == other)
    }
  }

  @Test func `a symbolic link in the way to a file is not followed`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "inner/file")
      let top = try #require(tree.path.lastComponent).string
      let segment = try #require(RealHost.segment(named: top + "/inner/file"))
      let (inner, aside) = (tree.path.appending("inner"), tree.path.appending("aside"))
      try checked { rename(inner.string, aside.string) }
      try tree.symlink("inner", to: "aside")
      #expect(throws: RemovalError.self) { try Removal.remove(segment.identity) }
      #expect(RealHost.segment(named: top + "/aside/file")?.file == segment.file)
    }
  }

  /// A move would change `st_ctime`.
  @Test func `a file that has replaced the selected one is not even moved`() throws {
    try ShmFixture.with { shm in
      try shm.tree.write("old", to: "it")
      let identity = try shm.identity("it")
      try shm.tree.write("new", to: "other")
      try checked { rename(shm.path("other"), shm.path("it")) }
      let before = try shm.listing.segment("it")?.times.change
      #expect(throws: RemovalError.replaced) { try Removal(root: shm.root).remove(identity) }
      #expect(try shm.listing.segment("it")?.times.change == before)
    }
  }
}
