import Kernel
import TestSupport
import Testing

@testable import Formatting
@testable import SharedMemory

@Suite("The memory that removals freed") struct FreedMemoryTests {
  /// The results for names of one file, of 4 KiB each.
  private func freed(_ outcomes: [RemovalSummary.Outcome], names: UInt32?) -> UInt64 {
    var freed = FreedMemory()
    for (index, outcome) in outcomes.enumerated() {
      var segment = Samples.posix("psm_\(index)", inode: 7)
      segment.names = names
      segment.holders = []
      segment.isHeldAnywhere = false
      freed.add(RemovalSummary.Entry(of: segment, outcome))
    }
    return freed.bytes
  }

  @Test func `is that of a file whose last name was removed, once`() {
    #expect(freed([.removed], names: 1) == 4096)
    #expect(freed([.removed, .removed], names: 2) == 4096)
  }

  @Test func `is none as long as another name is left, or can be left`() {
    #expect(freed([.removed], names: 2) == 0)
    #expect(freed([.removed, .failed], names: 2) == 0)
    #expect(freed([.removed], names: nil) == 0)
  }
}
