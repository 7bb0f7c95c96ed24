import Glibc
import Kernel
import Operations
import SharedMemory
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

  @Test func `a segment of the same number but another past is left alone`() throws {
    try TestSystemVSegment.with(size: 1) { made in
      let segment = try #require(RealHost.segment(made))
      guard case .systemV(let identity) = segment.identity else {
        Issue.record("\(segment) is not System V")
        return
      }
      let others = [
        SystemVIdentity(
          shmID: identity.shmID, key: IPCKey(rawValue: 0x1234), change: identity.change,
          creatorProcess: identity.creatorProcess),
        SystemVIdentity(
          shmID: identity.shmID, key: identity.key, change: Timestamp(seconds: 1),
          creatorProcess: identity.creatorProcess),
        SystemVIdentity(
          shmID: identity.shmID, key: identity.key, change: identity.change,
          creatorProcess: ProcessID(rawValue: 1)),
      ]
      for other in others {
        #expect(throws: RemovalError.replaced) { try Removal.remove(.systemV(other)) }
      }
      #expect(RealHost.segment(made)?.identity == segment.identity)
    }
  }
}
