package import SharedMemory
package import SystemPackage

/// A host made of files: the kernel's text below a directory.
package struct Fixture {
  package let tree: FileTree
  package var root: FilePath { tree.path }

  /// Makes an empty host for as long as `body` runs.
  package static func with<Result>(
    in parent: FilePath = "/tmp", _ body: (Fixture) throws -> Result
  ) throws -> Result {
    try FileTree.with(in: parent) { try body(Fixture(tree: $0)) }
  }

  /// Makes a host with nothing but a table of System V segments, and reads it.
  package static func listing(of table: String) throws -> SystemVTable.Listing {
    try listing(of: Array(table.utf8))
  }

  /// Makes a host with nothing but a table of System V segments, and reads it.
  package static func listing(of table: [UInt8]) throws -> SystemVTable.Listing {
    try with { fixture in
      try fixture.tree.write(table, to: "proc/sysvipc/shm")
      return try SystemVTable(root: fixture.root).read()
    }
  }

  /// Makes the rest of a whole host around what is there already.
  package func complete(swapFree: Int = 2_097_148) throws {
    try tree.makeDirectory("dev/shm")
    try tree.write("4096\n", to: "proc/sys/kernel/shmmni")
    try tree.write("18446744073692774399\n", to: "proc/sys/kernel/shmmax")
    try tree.write("18446744073692774399\n", to: "proc/sys/kernel/shmall")
    try tree.write(Self.meminfo(swapFree: swapFree), to: "proc/meminfo")
    try tree.write(Self.table, to: "proc/sysvipc/shm")
  }

  /// `/proc/meminfo` of a host with 2 GiB of swap; the numbers are KiB.
  package static func meminfo(swapFree: Int) -> String {
    """
    MemTotal:       32768000 kB
    MemFree:        20321540 kB
    MemAvailable:   29911188 kB
    Buffers:          151236 kB
    Cached:          9312804 kB
    SwapCached:            0 kB
    Unevictable:           0 kB
    SwapTotal:       2097148 kB
    SwapFree:        \(swapFree) kB
    Dirty:               136 kB
    Shmem:             13000 kB
    HugePages_Total:       0
    Hugepagesize:       2048 kB

    """
  }

  /// `/proc/sysvipc/shm` of a host with a database, a removed and locked segment, and a new one.
  package static let table = """
    \(header)
       5432001  32769   600                    56  3187  3190      6  1000  1000  1000  1000 \
    1795237200          0 1795150800                  4096                     0
             0  98310  3600                393216   912   912      2   120   128     0     0 \
    1795243000 1795243060 1795242990                262144                131072
    -1866270319     7   644                100000 12987     0      0     0     0     0     0 \
             0          0 1795243100                     0                     0

    """

  /// The first line of the table, as the kernel writes it since 2.6.34.
  package static let header = """
           key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid \
         atime      dtime      ctime                   rss                  swap
    """
}

extension POSIXDirectory.Listing {
  /// The segment of a name.
  package func segment(_ name: String) -> Segment? {
    segments.first { $0.name?.bytes == Array(name.utf8) }
  }
}
