internal import Kernel
internal import SharedMemory
internal import SystemPackage
internal import Testing

@Suite("Packed values") struct PackedTests {
  private struct Sizes {
    @Packed var bytes: UInt64?
    @Packed var owner: Ownership?
  }

  @Test(arguments: [nil, 0, 1, UInt64.max] as [UInt64?])
  func `keep a number, the largest too`(_ number: UInt64?) {
    var sizes = Sizes()
    sizes.bytes = number
    #expect(sizes.bytes == number)
  }

  @Test func `take no more bytes than the value`() {
    #expect(MemoryLayout<Packed<UInt64>>.size == 8)
    #expect(MemoryLayout<Packed<Ownership>>.size == 8)
    #expect(MemoryLayout<Packed<ProcessID>>.size == 4)
  }

  @Test func `are empty until they are set`() {
    var sizes = Sizes()
    #expect(sizes.owner == nil)
    sizes.owner = Ownership(user: UserID(rawValue: 0), group: GroupID(rawValue: 65534))
    #expect(sizes.owner?.group.rawValue == 65534)
    sizes.owner = nil
    #expect(sizes.owner == nil)
  }

  @Test func `make a segment small`() {
    #expect(MemoryLayout<Segment>.stride <= 192)
  }
}
