import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory
@testable import Contents
@testable import Kernel
@testable import Operations

/// Segments that no directory lists, held by real children.
///
/// The collector passes over its own process, so what only a test has open is nowhere, but for the
/// moment in which a child of another test has it too, before that becomes another program.
struct UnlinkedFilesTests {
  private func found(_ isWanted: (Segment) -> Bool) -> [Segment] {
    var snapshotReader = SnapshotReader()
    return snapshotReader.read([.holders, .memory]).segments.filter(isWanted)
  }

  /// Whether something comes to be so within some seconds.
  private func eventually(_ isSo: () -> Bool) -> Bool {
    for _ in 0..<500 {
      if isSo() { return true }
      usleep(10_000)
    }
    return false
  }

  private func isHeld(_ segment: Segment, by child: HoldingChild) -> Bool {
    segment.holders?.contains { $0.process.rawValue == child.process } == true
  }

  private func unlinked(_ name: String) -> [Segment] {
    found { $0.name?.bytes == Array(name.utf8) && $0.isRemoved }
  }

  private func systemV(_ made: TestSystemVSegment) -> Segment? {
    found { $0.shmID?.rawValue == made.number }.first
  }

  private func memfds(_ label: String) -> [Segment] {
    found { $0.label == Array(label.utf8) }
  }

  @Test(arguments: [HoldingChild.How.mapping, .descriptor])
  func `an unlinked segment is listed while a process holds it`(
    _ how: HoldingChild.How
  ) throws {
    // The kernel shows what is behind another process's mapping to privileged callers only.
    let isKnown = Capability.checkpointRestore.isHeld || how == .descriptor
    try TestSegment.with(size: 3 * 4096) { file in
      try file.write([1, 2, 3], at: 4096)
      let inode = try file.inode()
      try HoldingChild.with(how, of: file.path.string) { child in
        #expect(unlinked(file.name).isEmpty)
        FileTree.remove(file.path)
        let segment = try #require(unlinked(file.name).first)
        #expect(segment.kind == .posix)
        #expect(segment.size == 3 * 4096)
        #expect(segment.file?.inode == inode)
        #expect(isHeld(segment, by: child))
        // Unknown if a process that cannot be read may map it.
        #expect((segment.attachments ?? 0) == (how == .mapping ? 1 : 0))
        #expect(segment.verdict?.state == .removed)
        if isKnown {
          #expect(segment.allocated == 4096)
          #expect(segment.owner?.user.rawValue == geteuid())
          let reader = try ContentsReader.open(segment, accepting: .nothing)
          #expect(try reader.read(at: 4096, count: 3) == [1, 2, 3])
          #expect(!reader.isLastReference(with: segment))
          child.end()
          #expect(reader.isLastReference(with: segment))
        }
        #expect(throws: RemovalError.alreadyRemoved(attachments: nil)) {
          try Removal.remove(segment.identity)
        }
      }
      #expect(eventually { unlinked(file.name).isEmpty })
    }
  }

  @Test(arguments: [HoldingChild.How.mapping, .descriptor])
  func `a segment that was removed keeps its name while a process holds it`(
    _ how: HoldingChild.How
  ) throws {
    try TestSegment.with(size: 4096) { file in
      let identity = Identity.posix(
        ShmName(file.name.utf8), try FileStatus(of: #require(file.file)).identity)
      try HoldingChild.with(how, of: file.path.string) { child in
        try Removal.remove(identity)
        let segment = try #require(unlinked(file.name).first)
        #expect(isHeld(segment, by: child))
        #expect(segment.verdict?.state == .removed)
      }
    }
  }

  @Test(arguments: [HoldingChild.How.memfd, .memfdMapping])
  func `a memfd is a segment that never had a name`(_ how: HoldingChild.How) throws {
    let label = Unique.name()
    let isKnown = Capability.checkpointRestore.isHeld || how == .memfd
    try HoldingChild.with(how, of: label) { child in
      let segment = try #require(memfds(label).first)
      #expect(segment.kind == .memfd)
      #expect(segment.size == 3 * 4096)
      #expect(segment.verdict?.state == .inUse)
      #expect(!segment.isRemoved)
      #expect(isHeld(segment, by: child))
      if isKnown {
        #expect(segment.allocated == 4096)
        let reader = try ContentsReader.open(segment, accepting: .nothing)
        #expect(try reader.read(at: 4096, count: 1) == Array("x".utf8))
      }
      #expect(throws: RemovalError.neverNamed) { try Removal.remove(segment.identity) }
    }
    #expect(eventually { memfds(label).isEmpty })
  }

  @Test(arguments: ["(deleted)", "a\nb", "\\012", "\u{1b}[2J"])
  func `a hostile name is kept whole`(_ ending: String) throws {
    let name = "\(Unique.name()) \(ending)"
    try TestSegment.with(named: name, size: 4096) { file in
      try HoldingChild.with(.descriptor, of: file.path.string) { _ in
        let listed = found { $0.name?.bytes == Array(name.utf8) }
        #expect(listed.map(\.isRemoved) == [false])
        FileTree.remove(file.path)
        #expect(unlinked(name).count == 1)
      }
    }
  }

  @Test func `a removed System V segment keeps the key that it was created with`() throws {
    let key = UInt32.random(in: 0x7000_0000...0x7fff_ffff)
    try TestSystemVSegment.with(size: 4096, key: key) { made in
      try HoldingChild.with(.attachment, of: "\(made.number)") { _ in
        made.remove()
        let segment = try #require(systemV(made))
        #expect(segment.isRemoved)
        #expect(segment.key?.rawValue == key)
        #expect(segment.verdict?.state == .removed)
      }
    }
  }

  @Test(.needs(.sysAdmin))
  func `a process that left the IPC namespace is a possible holder`() throws {
    try TestSystemVSegment.with(size: 5000) { made in
      try HoldingChild.with(.attachmentTakenAway, of: "\(made.number)") { child in
        let segment = try #require(systemV(made))
        #expect(segment.attachments == 1)
        #expect(segment.holders == [])
        #expect(segment.possibleHolders.map(\.process.rawValue) == [child.process])
        #expect(segment.verdict?.state == .inUse)
      }
    }
  }

  /// The descriptor of the holder is one of this process, by the time that the file is looked at.
  @Test func `what a descriptor is by now is not taken for the file that it was`() throws {
    try TestSegment.with { named in
      try TestSegment.with { unlinked in
        let (open, other) = (try unlinked.open(), try named.open())
        defer {
          close(open)
          close(other)
        }
        FileTree.remove(unlinked.path)
        func rows(_ inode: UInt64, through descriptor: Int32) throws -> Int {
          var scan = HolderScan(timestamp: .now)
          scan.shm = ShmDirectory(root: "/")
          var holder = Holder(
            process: ProcessID(rawValue: getpid()), user: UserID(rawValue: 0), command: [])
          holder.link = .descriptor(descriptor)
          scan.holders[.file(inode: inode)] = [holder]
          scan.unlistedFiles[.file(inode: inode)] = HolderScan.UnlistedFile(
            path: Array("/dev/shm/x (deleted)".utf8))
          return UnlinkedFiles(root: "/", scan: scan, swapIsInUse: false)
            .segments(beside: []).count
        }
        #expect(try rows(unlinked.inode(), through: open) == 1)
        #expect(try rows(unlinked.inode() + 1, through: open) == 0)
        #expect(try rows(named.inode(), through: other) == 0)
      }
    }
  }
}
