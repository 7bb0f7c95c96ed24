import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// A table of processes that changes while it is read, below a root of its own.
struct MovingTableTests {
  private func scan(_ make: (Fixture) throws -> Void) throws -> HolderScan {
    try Fixture.with { fixture in
      try fixture.complete()
      try make(fixture)
      return try HolderScanner(root: fixture.root, interface: .text).scan()
    }
  }

  private static let stat = "77 (x) S 1 77 77 0 -1 0 9 0 1 0 5 7 0 0 20 0 1 0 7712 1 2 3 4 5 6\n"

  private static func write(_ number: Int32, _ tree: FileTree, maps: Bool = true) throws {
    let process = FilePath("proc/\(number)")
    try tree.makeDirectory(process.appending("fd"))
    if maps { try tree.write("", to: process.appending("maps")) }
    try tree.write(stat, to: process.appending("stat"))
  }

  @Test func `processes that come while others are read are read too`() throws {
    let scan = try scan { fixture in
      let tree = fixture.tree
      try Self.write(77, tree, maps: false)
      try tree.makeFIFO("proc/77/maps")
      let maps = tree.path.appending("proc/77/maps").string
      try Thread {
        let file = open(maps, O_WRONLY | O_CLOEXEC)
        try? Self.write(78, tree)
        // Its maps are read again, because its table of descriptors is empty.
        unlink(maps)
        try? tree.write("", to: "proc/77/maps")
        close(file)
      }.detach()
    }
    #expect(scan.processes == 2)
    #expect(!scan.visibilityGaps.contains(.processChurn))
  }

  @Test func `a number is read again if its process was gone, and in the end counts as a gap`()
    throws
  {
    let scan = try scan { try $0.tree.makeDirectory("proc/77") }
    #expect(scan.visibilityGaps.contains(.processChurn))
  }

  @Test(arguments: [true, false])
  func `the numbers of a table that is not this program's tell nothing`(isOwn: Bool) throws {
    let scan = try scan { fixture in
      try Self.write(77, fixture.tree)
      if isOwn { try fixture.tree.symlink("proc/self", to: FilePath("\(getpid())")) }
    }
    #expect(scan.visibilityGaps.contains(.foreignPIDs) == !isOwn)
    #expect(scan.living.isEmpty == !isOwn)
  }

  @Test(arguments: [true, false])
  func `a directory of segments whose device is unknown is a gap`(isFile: Bool) throws {
    let scan = try scan { fixture in
      FileTree.remove(fixture.tree.path.appending("dev"))
      if isFile { try fixture.tree.write("x", to: "dev/shm") }
    }
    #expect(scan.visibilityGaps.contains(.unknownDevice) == isFile)
  }

  /// The kernel shows other sockets of another network namespace.
  @Test(arguments: [true, false])
  func `sockets of another network namespace are looked at, whatever they are`(
    isElsewhere: Bool
  ) throws {
    try FileTree.with { tree in
      try tree.write(
        "Num RefCount Protocol Flags Type St Inode Path\n0: 00000002 00000000 00010000 0001 01 5\n",
        to: "proc/self/net/unix")
      try tree.write("x", to: "proc/self/ns/net")
      try tree.makeDirectory("proc/77/ns")
      if isElsewhere {
        try tree.write("y", to: "proc/77/ns/net")
      } else {
        try tree.link("proc/self/ns/net", as: "proc/77/ns/net")
      }
      let process = try DirectoryStream.open(tree.path.appending("proc/77"))
      defer { try? process.close() }
      let found = SocketFilter(root: tree.path)
        .possible(among: [(3, 5), (4, 6)], of: process)
      #expect(found == (isElsewhere ? [3, 4] : [3]))
    }
  }
}
