import Glibc
import SystemPackage
import TestSupport
@testable import Contents
@testable import Kernel
@testable import SharedMemory
@testable import Operations
import Testing

/// Acts that an ordinary user may not do to the segments of others.
@Suite(.needs(.setUserID))
struct OtherUserTests {
  @Test func `a POSIX segment of another user is not removed`() throws {
    try TestSegment.with(mode: 0o666) { made in
      let segment = try #require(RealHost.segment(named: made.name))
      let refusal = try OtherUser.perform { Self.refusal(of: segment.identity) }
      #expect(refusal == .notPermitted)
      #expect(RealHost.segment(named: made.name) != nil)
    }
  }

  @Test func `a file in another user's directory is not removed`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("x", to: "file")
      let top = try #require(tree.path.lastComponent).string
      let segment = try #require(RealHost.segment(named: top + "/file"))
      let refusal = try OtherUser.perform { Self.refusal(of: segment.identity) }
      #expect(refusal == .notPermitted)
    }
  }

  @Test(arguments: [0o600, 0o666] as [Int32])
  func `a System V segment of another user is not removed`(mode: Int32) throws {
    try TestSystemVSegment.with(size: 1, mode: mode) { made in
      let segment = try #require(RealHost.segment(made))
      let refusal = try OtherUser.perform { Self.refusal(of: segment.identity) }
      #expect(refusal == .notPermitted)
      #expect(RealHost.segment(made)?.isRemoved == false)
    }
  }

  @Test func `the owner can remove his segments, even if he may not read them`() throws {
    try OtherUser.withSystemVSegment(size: 1, mode: 0) { made in
      let segment = try #require(RealHost.segment(made))
      #expect(segment.owner?.user.rawValue == OtherUser.number)
      let refusal = try OtherUser.perform { Self.refusal(of: segment.identity) }
      #expect(refusal == nil)
    }
  }

  @Test func `bytes that the user may not read are not shown`() throws {
    try TestSegment.with(mode: 0o600) { made in
      let segment = try #require(RealHost.segment(named: made.name))
      let answer = try OtherUser.perform { Self.open(segment, accepting: .allocatesPages) }
      #expect(answer == .failure(.notPermitted))
    }
    try TestSystemVSegment.with(size: 1, mode: 0o600) { made in
      let segment = try #require(RealHost.segment(made))
      let answer = try OtherUser.perform { Self.open(segment, accepting: .allocatesPages) }
      #expect(answer == .failure(.notPermitted))
    }
  }

  @Test(arguments: [0, 0o200] as [Int32], [false, true])
  func `the user is not asked about side effects if reading is not permitted`(
    mode: Int32, isOwn: Bool
  ) throws {
    try Self.withSegment(mode: mode, isOwn: isOwn) { segment in
      for cost in [AccessMethod.SideEffects.nothing, .allocatesPages] {
        let answer = try OtherUser.perform { Self.open(segment, accepting: cost) }
        #expect(answer == .failure(.notPermitted))
      }
    }
  }

  @Test(
    .needs(.ipcOwner, .checkpointRestore), arguments: [0, 0o200] as [Int32], [false, true])
  func `no mode keeps root out`(mode: Int32, isOwn: Bool) throws {
    try Self.withSegment(mode: mode, isOwn: isOwn) { segment in
      #expect(
        Self.open(segment, accepting: .nothing) == .failure(.hasSideEffects(.attachAndDetach)))
      #expect(Self.open(segment, accepting: .attachAndDetach) == .success(.briefAttachment))
    }
  }

  private static func withSegment(
    mode: Int32, isOwn: Bool, _ body: (Segment) throws -> Void
  ) throws {
    let find = { (made: TestSystemVSegment) in
      try body(try #require(RealHost.segment(made)))
    }
    isOwn
      ? try OtherUser.withSystemVSegment(size: 1, mode: mode, find)
      : try TestSystemVSegment.with(size: 1, mode: mode, find)
  }

  @Test func `the user is warned before reading another user's file changes its access time`()
    throws
  {
    try TestSegment.with(mode: 0o644) { made in
      let segment = try #require(RealHost.segment(named: made.name))
      let quiet = try OtherUser.perform { Self.open(segment, accepting: .nothing) }
      #expect(quiet == .failure(.hasSideEffects(.accessTime)))
      let loud = try OtherUser.perform { Self.open(segment, accepting: .accessTime) }
      #expect(loud == .success(.fileUpdatingAccessTime))
    }
  }

  @Test func `without root a System V segment stays attached while it is open`() throws {
    try TestSystemVSegment.with(size: 3 * 4096, mode: 0o644) { made in
      try made.attached { $0[4096] = 7 }
      let segment = try #require(RealHost.segment(made))
      let quiet = try OtherUser.perform { Self.open(segment, accepting: .attachAndDetach) }
      #expect(quiet == .failure(.hasSideEffects(.staysAttached)))
      #expect(RealHost.segment(made)?.attachments == 0)
      let loud = try OtherUser.perform { Self.open(segment, accepting: .staysAttached) }
      #expect(loud == .success(.attachment))
      #expect(RealHost.segment(made)?.attachments == 0)
      #expect(RealHost.segment(made)?.allocated == segment.allocated)
    }
  }

  private static func refusal(of identity: Identity) -> RemovalError? {
    do throws(RemovalError) {
      try Removal.remove(identity)
      return nil
    } catch { return error }
  }

  private static func open(
    _ segment: Segment, accepting cost: AccessMethod.SideEffects
  ) -> Result<AccessMethod, ContentsError> {
    Result { () throws(ContentsError) in
      try ContentsReader.open(segment, accepting: cost).method
    }
  }

  @Test func `the creator can remove a segment that he gave away`() throws {
    try OtherUser.withSystemVSegment(size: 1, mode: 0o600) { made in
      try OtherUser.perform {
        try SysVShm.set(
          ShmID(rawValue: made.number),
          owner: Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 0)),
          mode: FileMode(rawValue: 0o600))
      }
      let segment = try #require(RealHost.segment(made))
      #expect(segment.owner?.user.rawValue == 0)
      try OtherUser.perform {
        #expect(Removal().obstacle(to: segment) == nil)
        _ = try Removal.remove(segment.identity)
      }
      #expect(RealHost.segment(made) == nil)
    }
  }
}
