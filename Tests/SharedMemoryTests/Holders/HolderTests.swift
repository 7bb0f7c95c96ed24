import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory
@testable import Contents
@testable import Kernel

/// Holders of segments that the test made, found by scanning a real process.
///
/// The surveyor passes over its own process, so the holder is a child.
struct HolderTests {
  private func holder(_ child: HoldingChild, of object: HeldObject) throws -> Holder? {
    try HolderScanner().scan().holders[object]?.first { $0.process.rawValue == child.process }
  }

  private func inode(of file: TestSegment) throws -> UInt64 {
    try file.inode()
  }

  @Test func `a process that maps a file is found without its descriptor`() throws {
    try TestSegment.with(size: 8192) { file in
      try HoldingChild.with(.mapping, of: file.path.string) { child in
        let holder = try #require(try holder(child, of: .file(inode: inode(of: file))))
        #expect(holder.attachments == 1)
        #expect(holder.descriptors == 0)
        #expect(holder.isWritable)
        #expect(holder.user.rawValue == geteuid())
      }
    }
  }

  @Test func `a process that only has a file open is a holder too`() throws {
    try TestSegment.with(size: 8192) { file in
      try HoldingChild.with(.descriptor, of: file.path.string) { child in
        let holder = try #require(try holder(child, of: .file(inode: inode(of: file))))
        #expect(holder.attachments == 0)
        #expect(holder.descriptors == 1)
      }
    }
  }

  @Test func `a thread's own descriptors are its process's`() throws {
    try TestSegment.with(size: 8192) { file in
      try HoldingChild.with(.descriptorOfThread, of: file.path.string) { child in
        let holder = try #require(try holder(child, of: .file(inode: inode(of: file))))
        #expect(holder.descriptors == 1)
        #expect(holder.isWritable)
        FileTree.remove(file.path)
        var snapshotReader = SnapshotReader()
        let found = snapshotReader.read(.holders).segments.first {
          $0.name?.bytes == Array(file.name.utf8)
        }
        let segment = try #require(found)
        #expect(segment.isRemoved)
        #expect(
          try ContentsReader.open(segment, accepting: .nothing).method.sideEffects == .nothing)
      }
    }
  }

  @Test func `a segment listed before the scan has holders, whatever the clock says`() throws {
    try TestSegment.with(size: 4096) { file in
      let inode = try inode(of: file)
      var snapshotReader = SnapshotReader()
      var segment = try #require(
        snapshotReader.read([]).segments.first { $0.file?.inode == inode })
      var scan = HolderScan(timestamp: Timestamp(seconds: 0))
      scan.listed = []
      segment.setHolders(from: scan)
      #expect(segment.holders == nil)
      scan.listed = [inode]
      segment.setHolders(from: scan)
      #expect(segment.holders == [])
    }
  }

  @Test func `a process that maps a segment without attachments maps another with the same ID`()
    throws
  {
    try TestSystemVSegment.with(size: 4096) { made in
      let id = ShmID(rawValue: made.number)
      var snapshotReader = SnapshotReader()
      var segment = try #require(snapshotReader.read([]).segments.first { $0.shmID == id })
      var scan = HolderScan(timestamp: .now)
      scan.holders = [
        .systemV(id): [
          Holder(process: ProcessID(rawValue: 1), user: .init(rawValue: 0), command: [])
        ]
      ]
      segment.setHolders(from: scan)
      #expect(segment.holders == [])
    }
  }

  @Test(
    arguments: [
      ("Name:\tx\nNSpid:\t8176\t48\nNSpgid:\t1\n", 48), ("NSpid:\t5\n", 5),
      ("Name:\tNSpid: 7\n", nil), ("NSpid:\n", nil), ("", nil),
    ] as [(String, Int32?)])
  func `the last PID of a process is the one in its own namespace`(status: String, number: Int32?) {
    #expect(ProcessScan.innerPID(status: Array(status.utf8))?.rawValue == number)
  }

  @Test func `a private mapping holds but cannot write`() throws {
    try TestSegment.with(size: 8192) { file in
      try HoldingChild.with(.privateMapping, of: file.path.string) { child in
        let holder = try #require(try holder(child, of: .file(inode: inode(of: file))))
        #expect(holder.attachments == 1)
        #expect(!holder.isWritable)
      }
    }
  }

  @Test func `a mapping in pieces is one for a file and many for System V`() throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mappingInPieces, of: file.path.string) { child in
        let holder = try #require(try holder(child, of: .file(inode: inode(of: file))))
        #expect(holder.attachments == 1)
      }
    }
    try TestSystemVSegment.with(size: 3 * 4096) { segment in
      try HoldingChild.with(.attachmentInPieces, of: "\(segment.number)") { child in
        let id = ShmID(rawValue: segment.number)
        let holder = try #require(try holder(child, of: .systemV(id)))
        #expect(holder.attachments == 3)
        var snapshotReader = SnapshotReader()
        let found = snapshotReader.read(.holders).segments.first { $0.shmID == id }
        #expect(found?.attachments == 3)
      }
    }
  }

  @Test func `the text and the ioctl give the same mappings of a process`() throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mappingInPieces, of: file.path.string) { child in
        let process = try FileDescriptor.open(
          FilePath("/proc/\(child.process)"), .readOnly, options: [.directory, .closeOnExec])
        defer { try? process.close() }
        let directory = try DirectoryStream.open("/dev/shm")
        defer { try? directory.close() }
        let mappings = ProcessMappings(
          files: SegmentFiles(
            shm: ShmDirectory(device: try FileStatus(of: directory).identity.device), kernel: []))
        let text = try mappings.read("maps", of: process, by: .text)
        #expect(text.count == 3)
        do {
          #expect(try mappings.read("maps", of: process, by: .query) == text)
        } catch Errno.inappropriateIOCTLForDevice {
          // A kernel before 6.11 has only the text.
        }
      }
    }
  }

  @Test func `a scan leaves no descriptor open`() throws {
    // Other tests open and close files meanwhile: a leak would be one for each look.
    func descriptors() throws -> Int {
      let own = try DirectoryStream.open("/proc/self")
      defer { try? own.close() }
      let directory = try DirectoryStream(beneath: own, path: Array("fd".utf8))
      var count = 0
      while try directory.next() != nil { count += 1 }
      return count
    }
    let before = try descriptors()
    for _ in 0..<60 { _ = try HolderScanner().scan() }
    #expect(try descriptors() < before + 50)
  }

  @Test func `a segment created after the scan has unknown holders`() throws {
    let scan = try HolderScanner().scan()
    try TestSegment.with(size: 4096) { file in
      var snapshotReader = SnapshotReader()
      let name = ShmName(file.name.utf8)
      var segment = try #require(snapshotReader.read([]).segments.first { $0.name == name })
      segment.setHolders(from: scan)
      #expect(segment.holders == nil)
      #expect(segment.attachments == nil)
      segment.setHolders(from: try HolderScanner().scan())
      #expect(segment.holders != nil)
    }
  }

  @Test func `a process that cannot be read is unreadable, and not gone`() throws {
    var scan = HolderScan(timestamp: .now)
    scan.add(unreadable: ProcessID(rawValue: 7), of: nil)
    #expect(scan.processes == 1)
    #expect(!scan.isComplete)
    let proc = try DirectoryStream.open("/proc")
    defer { try? proc.close() }
    let context = ProcessScan.Context(
      files: SegmentFiles(shm: ShmDirectory(), kernel: []), ipcNamespace: nil)
    #expect(throws: Errno.noSuchProcess) {
      // No process has the largest number.
      _ = try ProcessScan(ProcessID(rawValue: .max), in: proc, context)
    }
  }

  @Test func `the text and the ioctl give the same holders of all processes`() throws {
    try TestSystemVSegment.with(size: 4096) { segment in
      try HoldingChild.with(.attachment, of: "\(segment.number)") { child in
        let id = HeldObject.systemV(ShmID(rawValue: segment.number))
        for way in [ProcessMappings.Interface.text, nil] {
          let scan = try HolderScanner(root: "/", interface: way).scan()
          let holders = scan.holders[id] ?? []
          #expect(holders.map(\.process.rawValue) == [child.process])
        }
      }
    }
  }
}
