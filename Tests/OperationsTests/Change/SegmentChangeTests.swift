import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// What was agreed to holds for the size, the owner and the mode that were seen.
@Suite("A change of a segment that has changed meanwhile") struct SegmentChangeTests {
  @Test(arguments: [2048, 8192, 100_000] as [UInt64])
  func `sets no size if the size is another one now`(size: UInt64) throws {
    let made = try TestSegment(size: 4096)
    defer { made.remove() }
    let segment = try made.segment()
    try checked { truncate(made.path.string, 65536) }
    #expect(throws: ChangeError.changed) {
      try SegmentChange.resize(to: size).make(on: try ChangeTarget.find(segment), of: segment)
    }
    #expect(try made.segment().size == 65536)
  }

  @Test func `sets no mode if the mode is another one now`() throws {
    let made = try TestSegment()
    defer { made.remove() }
    let segment = try made.segment()
    try made.setMode(0o640)
    let change = AccessChange(owner: nil, permissions: FilePermissions(rawValue: 0o660))
    #expect(throws: ChangeError.changed) {
      try SegmentChange.access(change).make(on: try ChangeTarget.find(segment), of: segment)
    }
    #expect(try made.segment().permissions == FilePermissions(rawValue: 0o640))
  }
}
