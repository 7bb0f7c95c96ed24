import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// A process that changes while it is read: whenever its mappings are opened.
struct MovingProcessTests {
  /// The state of process 77; an exec gives it another stack.
  private static func stat(_ state: String = "S", threads: Int = 1, stack: Int = 6) -> String {
    "77 (x) \(state) 1 77 77 0 -1 4194304 9 0 1 0 5 7 0 0 20 0 \(threads) 0 7712 1 2 3 4 5 \(stack)\n"
  }

  /// A mapping of the file with inode 7 on the device of ``shm``.
  private static let mapping = "400000-401000 rw-s 0 08:02 7 /dev/shm/a\n"
  private static let shm = ShmDirectory(device: 0x802)

  private func context(_ shm: ShmDirectory = Self.shm) -> ProcessScan.Context {
    ProcessScan.Context(
      files: SegmentFiles(shm: shm, kernel: [], listed: [7]), ipcNamespace: nil, interface: .text)
  }

  /// Scans process 77, whose directory is made of files by `make`.
  private func scan(
    _ context: ProcessScan.Context? = nil, _ make: (FileTree) throws -> Void
  ) throws -> ProcessScan? {
    try FileTree.with { tree in
      try tree.write(Self.stat(), to: "77/stat")
      try tree.write("", to: "77/maps")
      try tree.makeDirectory("77/fd")
      try make(tree)
      let proc = try DirectoryStream.open(tree.path)
      defer { try? proc.close() }
      return try ProcessScan(ProcessID(rawValue: 77), in: proc, context ?? self.context())
    }
  }

  /// Scans process 77, and calls `change` each of the first `opens` times that its mappings are opened.
  private func scan(
    opens: Int, hasDescriptors: Bool = true,
    _ change: @escaping @Sendable (FileTree, Int) throws -> Void
  ) throws -> ProcessScan? {
    try FileTree.with { tree in
      try tree.write(Self.stat(), to: "77/stat")
      try tree.makeFIFO("77/maps")
      try tree.makeDirectory("77/fd")
      if hasDescriptors { try tree.symlink("77/fd/0", to: "pipe:[1]") }
      let maps = tree.path.appending("77/maps").string
      let (isOver, hasEnded) = (Flag(), Flag())
      try Thread {
        for number in 1...opens {
          // Waits for the reader, which has this file open from here on.
          let file = open(maps, O_WRONLY | O_CLOEXEC)
          unlink(maps)
          if number < opens { mkfifo(maps, 0o600) }
          if !isOver.isSet { try? change(tree, number) }
          close(file)
          if isOver.isSet { break }
        }
        hasEnded.set()
      }.detach()
      defer {
        isOver.set()
        while !hasEnded.isSet {
          let file = open(maps, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
          usleep(1000)
          if file >= 0 { close(file) }
        }
      }
      let proc = try DirectoryStream.open(tree.path)
      defer { try? proc.close() }
      return try ProcessScan(ProcessID(rawValue: 77), in: proc, context())
    }
  }

  @Test func `is read again if an exec came between`() throws {
    let scan = try scan(opens: 1) { tree, _ in
      try tree.write(Self.stat(stack: 9), to: "77/stat")
      try tree.write(Self.mapping, to: "77/maps")
    }
    #expect(scan?.held.keys.map { $0 } == [.file(inode: 7)])
    #expect(scan?.isUnreadable == false)
  }

  @Test func `is unreadable if it changes each time`() throws {
    let scan = try scan(opens: 10) { tree, number in
      try tree.write(Self.stat(stack: 10 + number), to: "77/stat")
    }
    #expect(scan?.isUnreadable == true)
  }

  @Test func `is read again if its table of descriptors is empty`() throws {
    let scan = try scan(opens: 2, hasDescriptors: false) { tree, number in
      if number == 1 { return }
      try tree.symlink("77/fd/3", to: "anon_inode:[io_uring]")
      try tree.write("UserFiles:\t1\n    0: /dev/shm/a\n", to: "77/fdinfo/3")
      try tree.write("", to: "77/maps")
    }
    #expect(scan?.registered.isEmpty == false)
  }

  @Test func `is read again if the thread that was to be read has become the first`() throws {
    #expect(throws: Errno.noSuchProcess) {
      _ = try scan { tree in
        try tree.write(Self.stat("Z", threads: 2), to: "77/stat")
        try tree.makeDirectory("77/task/78")
      }
    }
  }

  @Test func `is unreadable if it has more tables of descriptors than are read`() throws {
    let scan = try scan { tree in
      try tree.write(Self.stat(threads: 300), to: "77/stat")
      for thread in 0..<300 {
        try tree.makeDirectory(FilePath("77/task/\(Int(Int32.max) - thread)/fd"))
      }
    }
    #expect(scan?.isUnreadable == true)
  }

  @Test(arguments: [true, false])
  func `holds a segment of another IPC namespace if it is in that`(isElsewhere: Bool) throws {
    try FileTree.with { tree in
      try tree.write("x", to: "ipc")
      var status = Glibc.stat()
      try checked { lstat(tree.path.appending("ipc").string, &status) }
      let files = SegmentFiles(shm: Self.shm, kernel: [0x803])
      let context = ProcessScan.Context(
        files: files, ipcNamespace: UInt64(status.st_ino) + (isElsewhere ? 1 : 0), interface: .text)
      let scan = try scan(context) { other in
        try other.write(
          "400000-401000 rw-s 0 08:03 7 /SYSV00000001 (deleted)\n", to: "77/maps")
        try other.makeDirectory("77/ns")
        try other.symlink("77/ns/ipc", to: tree.path.appending("ipc"))
      }
      #expect(scan?.isForeign == isElsewhere)
    }
  }

  @Test func `is in this mount namespace only if both could be read`() throws {
    let scan = try scan { _ in }
    #expect(scan?.isInOwnMountNamespace == false)
  }

  @Test func `is unreadable if a descriptor cannot be looked at, or what belongs to it`() throws {
    let refused = try scan { tree in
      try tree.symlink("77/fd/3", to: "socket:[5]")
      try tree.makeDirectory("77/fdinfo/3")
    }
    #expect(refused?.isUnreadable == true)
    let unknown = try scan { tree in
      try tree.symlink("77/fd/3", to: "/dev/shm/../null/x")
    }
    #expect(unknown?.isUnreadable == true)
    let closed = try scan { tree in
      try tree.symlink("77/fd/3", to: "/dev/shm/../no such file")
      try tree.symlink("77/fd/4", to: "socket:[5]")
    }
    #expect(closed?.isUnreadable == false)
  }

  @Test func `is unreadable if a mapping that may be a segment cannot be looked at`() throws {
    var shm = ShmDirectory(device: 1)
    shm.mappedDevice = 0x802
    let context = context(shm)
    let refused = try scan(context) { tree in
      try tree.write(Self.mapping, to: "77/maps")
      try tree.makeDirectory("77/map_files")
      try tree.symlink("77/map_files/400000-401000", to: "400000-401000")
    }
    #expect(refused?.isUnreadable == true)
    let unmapped = try scan(context) { try $0.write(Self.mapping, to: "77/maps") }
    #expect(unmapped?.isUnreadable == false)
  }
}

/// Whether something has happened, for two threads.
private final class Flag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() { flag.store(true, ordering: .releasing) }
}
