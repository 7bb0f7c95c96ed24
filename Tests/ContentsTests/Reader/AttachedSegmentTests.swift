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
}
