import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Finding the segment that is to be changed.
@Suite("The target of a change") struct ChangeTargetTests {
  @Test func `is the file that was selected, even if its mode lets no user open it`() throws {
    let made = try TestSegment()
    defer { made.remove() }
    let segment = try made.segment()
    try made.setMode(0)
    guard case .file(let file) = try ChangeTarget.find(segment) else { throw Failure("no file") }
    #expect(try file.status().identity == segment.file)
  }

  @Test(arguments: Substitute.allCases)
  func `is never what has taken the name of the file`(substitute: Substitute) throws {
    let made = try TestSegment()
    defer { made.remove() }
    let segment = try made.segment()
    made.remove()
    #expect(throws: ChangeError.gone) { try ChangeTarget.find(segment) }
    try substitute.make(FileTree(path: "/dev/shm"), FilePath(made.name))
    #expect(throws: ChangeError.replaced) { try ChangeTarget.find(segment) }
  }

  @Test func `is the System V segment that was selected, until it changes or goes`() throws {
    try TestSystemVSegment.with(size: 1, key: 0x71ab_0000 ^ UInt32(getpid())) { made in
      let segment = try #require(RealHost.segment(made))
      guard case .systemV(let shmID, _, let attachments) = try ChangeTarget.find(segment) else {
        throw Failure("not System V")
      }
      #expect(shmID == segment.shmID)
      #expect(attachments == 0)
      try made.attached { _ in
        made.remove()
        #expect(throws: ChangeError.replaced) { try ChangeTarget.find(segment) }
        let removed = try #require(RealHost.segment(made))
        guard case .systemV(_, let mode, 1) = try ChangeTarget.find(removed) else {
          throw Failure("not attached")
        }
        #expect(mode.isRemoved)
      }
      #expect(throws: ChangeError.gone) { try ChangeTarget.find(segment) }
    }
  }
}
