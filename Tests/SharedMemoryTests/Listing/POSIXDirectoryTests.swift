import Glibc
import Kernel
@testable import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The files below `/dev/shm`, of a host made of files.
struct POSIXDirectoryTests {
  private func listing(
    swapIsInUse: Bool? = false, _ make: (FileTree) throws -> Void
  ) throws -> POSIXDirectory.Listing {
    try Fixture.with(in: "/dev/shm") { fixture in
      try fixture.tree.makeDirectory("dev/shm")
      try make(FileTree(path: fixture.root.appending("dev/shm")))
      return try POSIXDirectory(root: fixture.root).read(swapIsInUse: swapIsInUse)
    }
  }

  @Test func `regular files are segments, named by their path below the directory`() throws {
    let listing = try listing { shm in
      try shm.write("seven..", to: "psm_1")
      try shm.write("", to: "empty")
      try shm.write("x", to: "a/b/c/deep")
    }
    let names = listing.segments.compactMap { $0.name?.bytes }.map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(Set(names) == ["psm_1", "empty", "a/b/c/deep"])
    #expect(names.count == 3)
    #expect(listing.segment("psm_1")?.size == 7)
    #expect(listing.segment("psm_1")?.kind == .posix)
    #expect(listing.segment("empty")?.size == 0)
    #expect(listing.segment("empty")?.allocated == 0)
    #expect(listing.problems.isEmpty)
  }

  @Test func `directories are listed as what they are, beside the files in them`() throws {
    let listing = try listing { try $0.write("x", to: "a/b/file") }
    #expect(Set(listing.others.map(\.name)) == [ShmName("a".utf8), ShmName("a/b".utf8)])
    #expect(listing.others.allSatisfy { $0.type == .directory })
  }

  @Test func `files on a disk take no memory that is known`() throws {
    #expect(FileMemory(.other, swapIsInUse: false) == .disk)
    #expect(FileMemory(.ramfs, swapIsInUse: true) == .ram)
    #expect(FileMemory(.tmpfs, swapIsInUse: true) == .ramOrSwap)
    #expect(FileMemory(.tmpfs, swapIsInUse: false) == .ram)
    #expect(FileMemory(nil, swapIsInUse: nil) == .ramOrSwap)
  }

  @Test func `an empty file of one tebibyte uses no memory`() throws {
    let listing = try listing { try $0.makeSparseFile("huge", size: 1 << 40) }
    #expect(listing.segment("huge")?.size == 1 << 40)
    #expect(listing.segment("huge")?.allocated == 0)
  }

  @Test func `two names of one file are two rows of one file`() throws {
    let listing = try listing { shm in
      try shm.write("twelve bytes", to: "one")
      try shm.link("one", as: "two")
      try shm.write("four", to: "three")
    }
    #expect(listing.segments.count == 3)
    #expect(listing.segment("one")?.file == listing.segment("two")?.file)
    #expect(listing.segment("one")?.identity.id != listing.segment("two")?.identity.id)
    let totals = Totals(listing.segments)
    #expect(totals.posix.count == 2)
    #expect(totals.posix.size == 16)
  }

  @Test(arguments: [false, true, nil])
  func `blocks are known to be in RAM only while nothing is in swap`(swapIsInUse: Bool?) throws {
    let listing = try listing(swapIsInUse: swapIsInUse) { try $0.write("x", to: "file") }
    let segment = try #require(listing.segment("file"))
    let allocated = try #require(segment.allocated)
    #expect(segment.resident == (swapIsInUse == false ? allocated : nil))
    #expect(segment.swapped == (swapIsInUse == false ? 0 : nil))
  }

  @Test func `a file has a mode, an owner and times, and no creator`() throws {
    let listing = try listing { shm in
      try shm.write("x", to: "file")
      try checked { shm.path.appending("file").withPlatformString { chmod($0, 0o640) } }
    }
    let segment = try #require(listing.segment("file"))
    #expect(segment.mode?.accessPermissions.rawValue == 0o640)
    #expect(segment.mode?.type == .regular)
    #expect(
      segment.owner
        == Ownership(user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid())))
    #expect(segment.times.change != nil)
    #expect(segment.times.modify != nil)
    #expect(segment.times.attach == nil)
    #expect(segment.times.detach == nil)
    #expect(segment.creator == nil)
    #expect(segment.creatorProcess == nil)
    #expect(segment.lastProcess == nil)
    #expect(segment.attachments == nil)
    #expect(segment.key == nil)
    #expect(segment.shmID == nil)
    #expect(segment.isLocked == nil)
    #expect(!segment.isRemoved)
  }

  @Test func `the sticky bit of a file does not mean that it was removed`() throws {
    let listing = try listing { shm in
      try shm.write("x", to: "file")
      try checked { shm.path.appending("file").withPlatformString { chmod($0, 0o3600) } }
    }
    #expect(listing.segment("file")?.isRemoved == false)
    #expect(listing.segment("file")?.isLocked == nil)
  }
}
