import Glibc
import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Files in `/dev/shm` that trap a reader.
struct POSIXTrapTests {
  private func read(
    asOther: Bool = false, _ make: (FileTree) throws -> Void
  ) throws -> POSIXDirectory.Listing {
    try Fixture.with { fixture in
      try fixture.tree.makeDirectory("dev/shm")
      try make(FileTree(path: fixture.root.appending("dev/shm")))
      let read = { try POSIXDirectory(root: fixture.root).read(swapIsInUse: false) }
      return asOther ? try OtherUser.perform(read) : try read()
    }
  }

  @Test func `files of other types are listed by type and never followed`() throws {
    let listing = try read { shm in
      try shm.makeDirectory("directory")
      try shm.symlink("away", to: "/etc")
      try shm.symlink("file-away", to: "/etc/passwd")
      try shm.symlink("loop", to: "loop")
      try shm.symlink("up", to: "..")
      try shm.symlink("nowhere", to: "/nonexistent")
      try shm.makeFIFO("fifo")
      try shm.makeSocket("socket")
    }
    #expect(listing.segments.isEmpty)
    #expect(listing.problems.isEmpty)
    let types = Dictionary(
      uniqueKeysWithValues: listing.others.map {
        (String(decoding: $0.name.bytes, as: UTF8.self), $0.type)
      })
    #expect(
      types == [
        "directory": .directory, "away": .symbolicLink, "file-away": .symbolicLink,
        "loop": .symbolicLink, "up": .symbolicLink, "nowhere": .symbolicLink, "fifo": .fifo,
        "socket": .socket,
      ])
  }

  @Test func `names of any bytes are kept as they are`() throws {
    let hostile: [[UInt8]] = [
      Array(1...0x2e), Array(0x30...0xff), [0xff], [0x20], Array("\u{1b}[2J\n".utf8),
      Array("-rf".utf8), Array("...".utf8), Array(repeating: 0xfe, count: 255),
    ]
    let listing = try read { shm in
      for name in hostile {
        let file = try checked {
          shm.path.appending(bytes: name).withPlatformString {
            open($0, O_WRONLY | O_CREAT | O_EXCL, 0o600)
          }
        }
        close(file)
      }
    }
    #expect(Set(listing.segments.compactMap { $0.name?.bytes }) == Set(hostile))
    #expect(listing.segments.count == hostile.count)
  }

  @Test func `a chain of directories deeper than any path is a minor problem`() throws {
    let listing = try read { shm in
      try shm.write("x", to: "seen")
      var directory = try FileDescriptor.open(
        shm.path, .readOnly, options: [.directory, .closeOnExec])
      let name = String(repeating: "d", count: 240)
      for _ in 0..<20 {
        try checked { mkdirat(directory.rawValue, name, 0o755) }
        let next = try checked {
          openat(directory.rawValue, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        try directory.close()
        directory = FileDescriptor(rawValue: next)
      }
      try directory.close()
    }
    #expect(listing.segment("seen") != nil)
    #expect(listing.problems.map(\.reason) == [.tooDeep])
    #expect(listing.problems.map(\.isMinor) == [true])
  }

  @Test func `a directory that cannot be read is a minor problem`() throws {
    let listing = try read(asOther: Capability.setUserID.isHeld) { shm in
      try shm.write("x", to: "closed/file")
      try shm.write("x", to: "seen")
      try checked { shm.path.appending("closed").withPlatformString { chmod($0, 0) } }
    }
    #expect(listing.segment("seen") != nil)
    #expect(listing.segments.count == 1)
    #expect(listing.problems.map(\.reason) == [.failed(.permissionDenied)])
    #expect(listing.problems.map(\.isMinor) == [true])
  }

  @Test(.needs(.setUserID))
  func `a directory whose files have no status for this user is one minor problem`() throws {
    let listing = try read(asOther: true) { shm in
      for name in ["a", "b", "c"] { try shm.write("x", to: FilePath("unsearchable/\(name)")) }
      try shm.write("x", to: "seen")
      try checked { shm.path.appending("unsearchable").withPlatformString { chmod($0, 0o744) } }
    }
    #expect(listing.segments.compactMap { $0.name?.bytes } == [Array("seen".utf8)])
    #expect(listing.problems.map(\.reason) == [.failed(.permissionDenied)])
    #expect(listing.problems.map(\.directory) == [Array("unsearchable".utf8)])
    #expect(listing.problems.map(\.isMinor) == [true])
  }

  @Test func `a host without the directory has a problem`() throws {
    try Fixture.with { fixture in
      let path = fixture.root.appending("dev/shm")
      #expect(throws: ReadProblem(path, .failed(.noSuchFileOrDirectory), directory: [])) {
        try POSIXDirectory(root: fixture.root).read(swapIsInUse: nil)
      }
    }
  }

  @Test func `a file in the directory's place is a problem`() throws {
    try Fixture.with { fixture in
      try fixture.tree.write("x", to: "dev/shm")
      let path = fixture.root.appending("dev/shm")
      #expect(throws: ReadProblem(path, .failed(.notDirectory), directory: [])) {
        try POSIXDirectory(root: fixture.root).read(swapIsInUse: nil)
      }
    }
  }

  @Test func `only a tmpfs is shared memory`() throws {
    try Fixture.with(in: "/dev/shm") { fixture in
      try fixture.tree.makeDirectory("dev/shm")
      let onTmpfs = try POSIXDirectory(root: fixture.root).read(swapIsInUse: nil)
      #expect(onTmpfs.usage?.type == .tmpfs)
      #expect(onTmpfs.problems.isEmpty)
      // The directory itself can be a symbolic link, here to a file system that is no tmpfs.
      try checked { fixture.root.appending("dev/shm").withPlatformString { rmdir($0) } }
      try fixture.tree.symlink("dev/shm", to: "/proc/self/ns")
      let elsewhere = try POSIXDirectory(root: fixture.root).read(swapIsInUse: nil)
      #expect(elsewhere.usage?.type == .proc)
      #expect(elsewhere.problems.isEmpty)
    }
  }
}
