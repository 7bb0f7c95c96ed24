import Glibc
import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

/// Snapshots of a host whose tables stay as they are, or change.
@Suite("Unchanged tables") struct UnchangedTablesTests {
  private static let needs: SnapshotReader.Needs = [
    .users, .limits, .memory, .recentHolders, .processDetails,
  ]

  /// A host with three old System V segments, and a reader that has read it.
  private func with(
    swapFree: Int = 2_097_148,
    _ body: (Fixture, inout SnapshotReader, _ first: Snapshot) throws -> Void
  ) throws {
    try Fixture.with(in: "/dev/shm") { fixture in
      try fixture.complete(swapFree: swapFree)
      try fixture.tree.symlink("proc/self", to: FilePath("\(getpid())"))
      var reader = SnapshotReader(root: fixture.root)
      let first = reader.read(Self.needs)
      try body(fixture, &reader, first)
    }
  }

  @Test func `give the same segments, without making any anew`() throws {
    try with { fixture, reader, first in
      try fixture.tree.makeFIFO("dev/shm/fifo")
      let second = reader.read(Self.needs)
      #expect(second.isUnchanged(since: first))
      #expect(second.segments == first.segments)
      #expect(second.systemVSegments == 3)
      // What is no segment is seen all the same.
      #expect(second.others.count == 1)
      // The same memory: nothing was copied.
      let places = [first, second].map { $0.segments.withUnsafeBufferPointer { $0.baseAddress } }
      #expect(places[0] == places[1])
    }
  }

  @Test func `are read anew by a reader that keeps nothing`() throws {
    try with { fixture, _, first in
      var reader = SnapshotReader(root: fixture.root, readsOnce: true)
      let once = reader.read(Self.needs)
      #expect(once.segments.map(\.identity) == first.segments.map(\.identity))
      #expect(once.problems == first.problems)
      try fixture.tree.write("x", to: "dev/shm/psm")
      #expect(reader.read(Self.needs).segments.count == once.segments.count + 1)
      unlink(fixture.root.pushing("dev/shm/psm").string)
      try fixture.tree.write(Fixture.table, to: "proc/sysvipc/shm")
      #expect(reader.read(Self.needs).segments == once.segments)
    }
  }

  @Test(arguments: ["a row is gone", "no table", "a new file"])
  func `are not confused with tables that have changed`(change: String) throws {
    try with { fixture, reader, first in
      switch change {
      case "a row is gone":
        let rows = Fixture.table.split(separator: "\n").dropLast()
        try fixture.tree.write(rows.joined(separator: "\n") + "\n", to: "proc/sysvipc/shm")
      case "no table": unlink(fixture.root.pushing("proc/sysvipc/shm").string)
      default: try fixture.tree.write("x", to: "dev/shm/psm")
      }
      let second = reader.read(Self.needs)
      #expect(!second.isUnchanged(since: first))
      // It sees what a reader sees that has read nothing before.
      var fresh = SnapshotReader(root: fixture.root)
      let expected = fresh.read(Self.needs)
      #expect(second.segments.map(\.identity) == expected.segments.map(\.identity))
      #expect(second.problems == expected.problems)
      #expect(second.systemVSegments == expected.systemVSegments)
      #expect(second.unlisted == expected.unlisted)
    }
  }

  @Test(arguments: [
    "nothing", "access", "a new file", "a file is gone", "size", "bytes", "mode", "links", "name",
  ])
  func `have the same files, if at most the access time has changed`(change: String) throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "dev/shm/psm")
      let directory = POSIXDirectory(root: tree.path)
      let path = tree.path.pushing("dev/shm/psm").string
      let before = try directory.contents()
      switch change {
      case "access": _ = try tree.bytes(of: "dev/shm/psm")
      case "a new file": try tree.write("y", to: "dev/shm/other")
      case "a file is gone": unlink(path)
      case "size": truncate(path, 7)
      case "bytes": try tree.write("z", to: "dev/shm/psm")
      case "mode": chmod(path, 0o604)
      case "links": link(path, tree.path.pushing("second").string)
      case "name": rename(path, tree.path.pushing("dev/shm/renamed").string)
      default: break
      }
      let isSame = ["nothing", "access"].contains(change)
      #expect(try directory.contents().hasSameFiles(as: before) == isSame)
    }
  }

  @Test func `a new scan of processes judges anew`() throws {
    try with { _, reader, first in
      reader.forceScan()
      #expect(!reader.read(Self.needs).isUnchanged(since: first))
    }
  }

  @Test func `while something is in swap, files are asked about each time`() throws {
    try with(swapFree: 1_000_000) { _, reader, first in
      #expect(!reader.read(Self.needs).isUnchanged(since: first))
    }
  }

  @Test func `a table without a column is a problem each time`() throws {
    try with { fixture, reader, _ in
      try fixture.tree.write("key shmid\n", to: "proc/sysvipc/shm")
      let problems = (0..<3).map { _ in reader.read(Self.needs).problems }
      #expect(problems.map(\.count) == [1, 1, 1])
      #expect(reader.read(Self.needs).systemVSegments == nil)
    }
  }

  @Test(arguments: [(30, 0), (61, nil), (-30, 30)] as [(Int64, Int64?)])
  func `a verdict is due when the time can change it`(age: Int64, due: Int64?) {
    let now = Timestamp(seconds: 1_000_000)
    for state in [Verdict.State.idle, .orphan, .inUse, .removed, .unknown] {
      let times = Segment.Times.file(
        create: now.adding(seconds: -500), modify: now.adding(seconds: -age))
      var segment = Segment(
        identity: .posix(
          ShmName("a".utf8), FileIdentity(device: 1, inode: 1, birth: times.create)),
        kind: .posix, size: 1, allocated: 0, resident: nil, swapped: nil, mode: nil, owner: nil,
        times: times)
      segment.verdict = Verdict(state, [])
      let dependsOnTime = state == .idle || state == .orphan
      #expect(
        VerdictRules.due(segment.verdict?.state, segment.times, at: now)
          == (dependsOnTime ? due.map { now.adding(seconds: $0) } : nil))
    }
  }

  @Test func `the kernel is asked again, however far off the next scan is`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "dev/shm/psm")
      let directory = POSIXDirectory(root: tree.path)
      var segments = try directory.read(swapIsInUse: false).segments
      var scan = HolderScan(timestamp: .now)
      scan.shm = ShmDirectory(root: tree.path)
      segments[0].holders = []
      var answers = KernelAnswers(interval: .zero)
      answers.complete(&segments, scan, root: tree.path)
      try #require(segments[0].isHeldAnywhere == false, "leases tell nothing here")
      let isOtherAtFirst = answers.renew(segments, root: tree.path)
      #expect(!isOtherAtFirst)
      let file = try FileDescriptor.open(tree.path.pushing("dev/shm/psm"), .readOnly)
      defer { try? file.close() }
      // Opening it left no trace in its status.
      #expect(try directory.contents().hasSameFiles(as: directory.contents()))
      // What this program itself holds is not known to be held by others.
      let isOther = answers.renew(segments, root: tree.path)
      #expect(isOther)
      segments = try directory.read(swapIsInUse: false).segments
      segments[0].holders = []
      answers.complete(&segments, scan, root: tree.path)
      #expect(segments[0].isHeldAnywhere == nil)
    }
  }

  @Test func `a file behind mappings is not looked at again before the next scan`() throws {
    try TestSegment.with { file in
      let open = try file.open()
      defer { close(open) }
      let inode = try file.inode()
      FileTree.remove(file.path)
      let object = HeldObject.file(inode: inode)
      var scan = HolderScan(timestamp: .now)
      scan.shm = ShmDirectory(root: "/")
      var holder = Holder(
        process: ProcessID(rawValue: getpid()), user: UserID(rawValue: 0), command: [])
      holder.link = .descriptor(open)
      var mapping = holder
      // There is no such mapping, so only the descriptor leads to the file.
      mapping.link = .mapping(4096..<8192)
      scan.holders[object] = [holder, mapping]
      scan.unlistedFiles[object] = HolderScan.UnlistedFile(path: Array("/dev/shm/x (deleted)".utf8))
      let first = UnlinkedFiles(root: "/", scan: scan, swapIsInUse: false)
      let found = first.segments(beside: [])
      let seen = first.seen(in: found)
      #expect(Array(seen.keys) == [object])
      truncate("/proc/self/fd/\(open)", 12345)
      let second = UnlinkedFiles(root: "/", scan: scan, swapIsInUse: false, seen: seen)
      #expect(second.segments(beside: []) == found)
      #expect(first.segments(beside: []).first?.size == 12345)
      // What no running process holds any more is looked at again.
      for index in 0..<2 {
        scan.holders[object]?[index] = Holder(
          process: ProcessID(rawValue: .max), user: UserID(rawValue: 0), command: [])
      }
      scan.holders[object]?[1].link = .mapping(4096..<8192)
      let third = UnlinkedFiles(root: "/", scan: scan, swapIsInUse: false, seen: seen)
      #expect(third.segments(beside: []) == [])
    }
  }
}
