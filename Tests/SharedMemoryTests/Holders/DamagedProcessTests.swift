import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// Texts of the kernel about a process that make no sense: the process counts as unreadable.
struct DamagedProcessTests {
  private static let stat =
    "77 (x) S 1 77 77 0 -1 4194304 9 0 1 0 5 7 0 0 20 0 1 0 7712 1 2 3 4 5 6 7\n"

  /// The scan of process 77, whose directory is made of files.
  private func scan(stat: String, maps: String) throws -> HolderScan {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write(stat, to: "proc/77/stat")
      try fixture.tree.write(maps, to: "proc/77/maps")
      try fixture.tree.makeDirectory("proc/77/fd")
      return try HolderScanner(root: fixture.root, interface: .text).scan()
    }
  }

  @Test func `a process with whole texts is read`() throws {
    let scan = try scan(stat: Self.stat, maps: "400000-401000 r-xp 0 08:02 7 /bin/x\n")
    #expect(scan.unreadable.isEmpty)
    #expect(scan.processes == 1)
  }

  @Test(arguments: ["", "77\n", "77 (x) S\n", "77 (x) S 1 77 77 0 -1 many\n", "\u{1b}[2J"])
  func `a state that makes no sense is not the end of the process`(stat: String) throws {
    let scan = try scan(stat: stat, maps: "")
    #expect(scan.unreadable.keys.map(\.rawValue) == [77])
    #expect(!scan.isComplete)
  }

  @Test(
    arguments: [
      "x\n", "400000-401000\n", "400000-401000 rw-s 0 08 7 /dev/shm/a\n",
      "401000-400000 rw-s 0 08:02 7 /dev/shm/a\n", "400000-401000 rw-s 0 08:02 -7 /dev/shm/a\n",
      "\n",
    ])
  func `a mapping that makes no sense is not left out in silence`(line: String) throws {
    let good = "400000-401000 r-xp 0 08:02 7 /bin/x\n"
    for maps in [line, good + line, line + good] {
      let scan = try scan(stat: Self.stat, maps: maps)
      #expect(scan.unreadable.keys.map(\.rawValue) == [77], "\(maps)")
    }
  }

  /// The kernel tells the files of a ring only while the ring is not in use.
  @Test(arguments: [("mnt_id:\t9\n", true), ("mnt_id:\t9\nUserFiles:\t0\n", false)])
  func `a ring that does not tell its files makes its process unreadable`(
    text: String, isUnreadable: Bool
  ) throws {
    let scan = try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write(Self.stat, to: "proc/77/stat")
      try fixture.tree.write("", to: "proc/77/maps")
      try fixture.tree.makeDirectory("proc/77/fd")
      try fixture.tree.symlink("proc/77/fd/3", to: "anon_inode:[io_uring]")
      try fixture.tree.write(text, to: "proc/77/fdinfo/3")
      return try HolderScanner(root: fixture.root, interface: .text).scan()
    }
    #expect(scan.unreadable.keys.map(\.rawValue) == (isUnreadable ? [77] : []))
  }

  @Test(arguments: UInt64(1)...4)
  func `damage to any text about a host stops no list`(seed: UInt64) throws {
    var random = RandomBytes(seed: seed)
    for _ in 0..<25 {
      let texts = Self.texts.map { path, text in
        let bytes = Array(text.utf8)
        return (FilePath(path), random.happens(onceIn: 3) ? random.mutated(bytes) : bytes)
      }
      let snapshot = try Self.snapshot(of: texts)
      let isListed = snapshot.segments.contains { $0.name == ShmName("psm".utf8) }
      #expect(isListed)
      let count = snapshot.segments.count { $0.kind == .systemV }
      let isSaid = snapshot.problems.contains { $0.path.lastComponent == "shm" }
      #expect(count >= 3 || isSaid)
    }
  }

  private static func snapshot(of texts: [(path: FilePath, bytes: [UInt8])]) throws -> Snapshot {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write("x", to: "dev/shm/psm")
      for text in texts { try fixture.tree.write(text.bytes, to: text.path) }
      var reader = SnapshotReader(root: fixture.root)
      return reader.read(.all)
    }
  }

  /// Every text that a list reads, by its path.
  private static let texts = [
    ("proc/sysvipc/shm", Fixture.table), ("proc/meminfo", Fixture.meminfo(swapFree: 5)),
    ("proc/sys/kernel/shmmni", "4096\n"), ("proc/sys/kernel/shmmax", "18446744073692774399\n"),
    ("proc/sys/kernel/shmall", "18446744073692774399\n"),
    ("proc/sys/kernel/shm_rmid_forced", "0\n"), ("proc/sys/kernel/overflowuid", "65534\n"),
    ("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n"), ("proc/self/uid_map", "0 100000 65536\n"),
    ("proc/self/mountinfo", "25 24 0:23 / /dev/shm rw - tmpfs tmpfs rw,size=65536k\n"),
    ("proc/self/net/unix", "Num RefCount Protocol Flags Type St Inode Path\n0: 2 0 0 1 1 7 /x\n"),
    ("proc/locks", "1: POSIX  ADVISORY  WRITE 77 00:1b:567 0 EOF\n"),
    ("proc/77/stat", stat), ("proc/77/maps", "400000-401000 rw-s 0 00:01 7 /SYSV00000001\n"),
    ("proc/77/status", "Name:\tx\nNSpid:\t77\t4\n"), ("proc/77/cgroup", "0::/a.service\n"),
    ("proc/77/cmdline", "x\0y\0"), ("proc/77/fdinfo/3", "pos:\t0\nmnt_id:\t17\nscm_fds: 3\n"),
    ("sys/block/loop0/loop/backing_file", "/dev/shm/psm\n"),
  ]
}
