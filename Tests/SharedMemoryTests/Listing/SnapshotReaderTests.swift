import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Snapshots of a host made of files.
struct SnapshotReaderTests {
  @Test func `a snapshot has segments of both kinds and other files`() throws {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write("x", to: "dev/shm/psm")
      try fixture.tree.makeFIFO("dev/shm/fifo")
      var snapshotReader = SnapshotReader(root: fixture.root)
      let snapshot = snapshotReader.read(.all)
      #expect(snapshot.segments.map(\.kind) == [.systemV, .systemV, .systemV, .posix])
      #expect(snapshot.others.map(\.name) == [ShmName("fifo".utf8)])
      #expect(snapshot.limits?.segments == 4096)
      #expect(snapshot.memory == MemoryUsage(shared: 13_312_000, swapped: 0))
      #expect(snapshot.fileSystem != nil)
      #expect(snapshot.problems.isEmpty)
    }
  }

  @Test(arguments: [2_097_148, 2_097_147])
  func `files are in RAM while nothing is in swap, and else the kernel is asked`(
    swapFree: Int
  ) throws {
    try Fixture.with(in: "/dev/shm") { fixture in
      try fixture.complete(swapFree: swapFree)
      try fixture.tree.write("x", to: "dev/shm/psm")
      var snapshotReader = SnapshotReader(root: fixture.root)
      let segment = try #require(snapshotReader.read(.memory).segments.last)
      #expect(segment.allocated == 4096)
      // Before Linux 6.5 the kernel does not tell.
      guard let resident = segment.resident, let swapped = segment.swapped else {
        #expect(swapFree < 2_097_148)
        return
      }
      #expect(resident + swapped == 4096)
    }
  }

  @Test func `parts that are not needed are not read`() throws {
    try Fixture.with { fixture in
      try fixture.tree.write(Fixture.table, to: "proc/sysvipc/shm")
      try fixture.tree.write("x", to: "dev/shm/psm")
      var snapshotReader = SnapshotReader(root: fixture.root)
      let snapshot = snapshotReader.read([])
      #expect(snapshot.problems.isEmpty)
      #expect(snapshot.limits == nil)
      #expect(snapshot.memory == nil)
      #expect(snapshot.segments.last?.resident == nil)
    }
  }

  @Test func `a host without files gives problems and no crash`() throws {
    try Fixture.with { fixture in
      var snapshotReader = SnapshotReader(root: fixture.root)
      let snapshot = snapshotReader.read(.all)
      let missing = [
        "proc/meminfo", "proc/sys/kernel/shmmni", "proc/sysvipc/shm", "dev/shm", "proc",
      ]
      let expected = missing.map {
        ReadProblem(
          fixture.root.pushing(FilePath($0)), .failed(.noSuchFileOrDirectory),
          directory: $0 == "dev/shm" ? [] : nil)
      }
      #expect(snapshot.problems == expected)
      #expect(snapshot.segments.isEmpty)
      #expect(snapshot.fileSystem == nil)
      #expect(snapshot.unlisted == [.systemV, .posix, .semaphore])
      #expect(snapshot.systemVSegments == nil)
      #expect(snapshot.systemVPages == nil)
    }
  }

  @Test func `an empty /proc is not mounted, so nothing is known of processes`() throws {
    try Fixture.with { fixture in
      try fixture.tree.makeDirectory("proc")
      try fixture.tree.makeDirectory("dev/shm")
      try fixture.tree.write("x", to: "dev/shm/psm_1")
      var snapshotReader = SnapshotReader(root: fixture.root)
      let snapshot = snapshotReader.read(.all)
      #expect(
        snapshot.problems.contains(ReadProblem(fixture.root.appending("proc"), .notMounted)))
      #expect(snapshot.scan == nil)
      #expect(snapshot.segments.map(\.holders) == [nil])
      #expect(snapshot.segments.map(\.verdict) == [nil])
    }
  }

  @Test func `one damaged table does not affect the other`() throws {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write(Fixture.table + "garbage\n", to: "proc/sysvipc/shm")
      try fixture.tree.write("x", to: "dev/shm/psm")
      var snapshotReader = SnapshotReader(root: fixture.root)
      let snapshot = snapshotReader.read([])
      #expect(snapshot.segments.count == 4)
      #expect(snapshot.unlisted == [.systemV])
      #expect(snapshot.problems.map(\.reason) == [.malformedLines(first: 5, count: 1)])
    }
  }
}
