import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel
@testable import SharedMemory

/// Files that can be taken for a System V segment.
@Suite("A file that is taken for a segment") struct AttachedSegmentTests {
  private let user = UserID(rawValue: 1000)
  private let path = Array("/SYSV00000000 (deleted)".utf8)

  private var segment: AttachedSegment {
    AttachedSegment(
      SystemVIdentity(
        shmID: ShmID(rawValue: 7), key: .private, change: nil,
        creatorProcess: ProcessID(rawValue: 1), creatorUser: user),
      root: "/", devices: [1, 17])
  }

  private func file(device: UInt64 = 1, inode: UInt64 = 7) -> FileIdentity {
    FileIdentity(device: device, inode: inode, birth: nil)
  }

  @Test func `is one of the kernel's own files, with its ID, its creator and its path`() {
    #expect(segment.isSegment(file(), ownedBy: user, path: path))
    #expect(segment.isSegment(file(device: 17), ownedBy: user, path: path))
    #expect(!segment.isSegment(file(device: 30), ownedBy: user, path: path))
    #expect(!segment.isSegment(file(inode: 8), ownedBy: user, path: path))
    #expect(!segment.isSegment(file(), ownedBy: UserID(rawValue: 0), path: path))
    #expect(!segment.isSegment(file(), ownedBy: user, path: Array("/memfd:SYSV (deleted)".utf8)))
  }

  @Test func `is never one if the creator is unknown`() {
    let segment = AttachedSegment(
      SystemVIdentity(
        shmID: ShmID(rawValue: 7), key: .private, change: nil,
        creatorProcess: ProcessID(rawValue: 1)), root: "/", devices: [1])
    #expect(!segment.isSegment(file(), ownedBy: user, path: path))
  }

  @Test(.needs(.checkpointRestore))
  func `is not found without the devices of the kernel's own file systems`() throws {
    try TestSystemVSegment.with(size: 4096) { made in
      try made.attached { _ in
        let segment = try #require(RealHost.segment(made))
        guard case .systemV(let identity) = segment.identity else { return }
        let found = AttachedSegment(identity, root: "/").open()
        #expect(found?.0.rawValue == getpid())
        try found?.1.close()
        #expect(AttachedSegment(identity, root: "/", devices: []).open() == nil)
      }
    }
  }

  /// Below a root in which process 77 has the mapping of this process, by its text.
  @Test(.needs(.checkpointRestore), arguments: Substitution.allCases)
  func `is not taken from another namespace, or for what was mapped in its place`(
    _ substitution: Substitution
  ) throws {
    try TestSystemVSegment.with(size: 4096) { made in
      try made.attached { memory in
        let segment = try #require(RealHost.segment(made))
        guard case .systemV(let identity) = segment.identity else { return }
        let maps = String(decoding: try ProcFile.read("/proc/self/maps"), as: UTF8.self)
        let start = String(UInt(bitPattern: memory.baseAddress), radix: 16)
        let line = try #require(maps.split(separator: "\n").first { $0.hasPrefix(start) })
        let addresses = String(try #require(line.split(separator: " ").first))
        try FileTree.with { tree in
          try tree.write("\(line)\n", to: "proc/77/maps")
          try tree.write("x", to: "proc/self/ns/ipc")
          try tree.makeDirectory("proc/77/ns")
          try tree.makeDirectory("proc/77/map_files")
          if substitution == .namespace {
            try tree.write("y", to: "proc/77/ns/ipc")
          } else {
            try tree.link("proc/self/ns/ipc", as: "proc/77/ns/ipc")
          }
          try tree.symlink(
            FilePath("proc/77/map_files/\(addresses)"),
            to: substitution == .file
              ? tree.path.appending("proc/77/maps") : FilePath("/proc/self/map_files/\(addresses)"))
          let found = AttachedSegment(identity, root: tree.path).open()
          #expect((found != nil) == (substitution == .none))
          try found?.1.close()
        }
      }
    }
  }

  /// What is not as it seems.
  enum Substitution: CaseIterable {
    case none, namespace, file
  }
}
