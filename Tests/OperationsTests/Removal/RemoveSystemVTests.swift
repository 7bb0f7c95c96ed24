import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Removing System V segments.
struct RemoveSystemVTests {
  @Test func `a segment without holders is freed at once`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let segment = try #require(RealHost.segment(made))
      let attachments = try Removal.remove(segment.identity)
      #expect(attachments == 0)
      #expect(RealHost.segment(made) == nil)
    }
  }

  @Test func `a segment without a mode goes`() throws {
    try TestSystemVSegment.with(size: 1, mode: 0) { made in
      let segment = try #require(RealHost.segment(made))
      try Removal.remove(segment.identity)
      #expect(RealHost.segment(made) == nil)
    }
  }

  @Test func `an attached segment loses its key, and is not removed twice`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let segment = try #require(RealHost.segment(made))
      try made.attached { _ in
        let attachments = try Removal.remove(segment.identity)
        #expect(attachments == 1)
        let removed = try #require(RealHost.segment(made))
        #expect(removed.isRemoved)
        for identity in [segment.identity, removed.identity] {
          #expect(throws: RemovalError.alreadyRemoved(attachments: 1)) {
            try Removal.remove(identity)
          }
        }
      }
      #expect(RealHost.segment(made) == nil)
    }
  }

  @Test func `what is gone is not removed again`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let segment = try #require(RealHost.segment(made))
      made.remove()
      #expect(throws: RemovalError.gone) { try Removal.remove(segment.identity) }
    }
  }

  /// The identity of a segment, and others in which one fact is not the same.
  private func identities(
    of made: TestSystemVSegment
  ) throws -> (own: SystemVIdentity, others: [SystemVIdentity]) {
    guard case .systemV(let own) = try #require(RealHost.segment(made)).identity else {
      throw Failure("not System V")
    }
    let user = try #require(own.creatorUser)
    return (
      own,
      [
        SystemVIdentity(
          shmID: own.shmID, key: IPCKey(rawValue: 0x1234), change: own.change,
          creatorProcess: own.creatorProcess, creatorUser: user),
        SystemVIdentity(
          shmID: own.shmID, key: own.key, change: Timestamp(seconds: 1),
          creatorProcess: own.creatorProcess, creatorUser: user),
        SystemVIdentity(
          shmID: own.shmID, key: own.key, change: own.change,
          creatorProcess: ProcessID(rawValue: 1), creatorUser: user),
        SystemVIdentity(
          shmID: own.shmID, key: own.key, change: own.change, creatorProcess: own.creatorProcess,
          creatorUser: UserID(rawValue: user.rawValue + 1)),
      ]
    )
  }

  @Test(arguments: 0..<4)
  func `a segment of the same number is left alone if one other fact differs`(_ fact: Int) throws {
    try TestSystemVSegment.with(size: 1) { made in
      let (own, others) = try identities(of: made)
      #expect(throws: RemovalError.replaced) { try Removal.remove(.systemV(others[fact])) }
      #expect(RealHost.segment(made)?.identity == .systemV(own))
    }
  }

  @Test(arguments: 2..<4)
  func `a removed segment of another creator is not the one that was selected`(
    _ fact: Int
  ) throws {
    try TestSystemVSegment.with(size: 1) { made in
      let (_, others) = try identities(of: made)
      try made.attached { _ in
        made.remove()
        #expect(throws: RemovalError.replaced) { try Removal.remove(.systemV(others[fact])) }
      }
    }
  }

  @Test func `an orphan that is attached once by now is left alone`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let identity = try #require(RealHost.segment(made)).identity
      try made.attached { _ in
        #expect(throws: RemovalError.held) {
          try Removal().remove(identity, unlessHeld: true)
        }
        #expect(RealHost.segment(made)?.isRemoved == false)
      }
    }
  }
}
