@testable import SharedMemory
import Formatting
import Kernel
import SystemPackage
import TestSupport
import SafeText
import Testing

/// The rows of tables of holders.
struct HolderRowTests {
  private func descriptors(_ link: Holder.Link?, _ count: UInt64) throws -> String {
    var holder = Holder(
      process: ProcessID(rawValue: 1), user: UserID(rawValue: 0), command: Array("p".utf8))
    holder.link = link
    holder.descriptors = count
    let column = try #require(
      Column<HolderRow>.ofSegment.first { $0.layout.heading.string == "FDS" })
    return column.text(
      of: HolderRow(Samples.segments[2], holder, release: .zero), Samples.format
    ).string
  }

  @Test func `a holder that only a lock shows has a lock, not a number of descriptors`() throws {
    #expect(try descriptors(nil, 1) == "lock")
    #expect(try descriptors(.descriptor(3), 1) == "1")
    #expect(try descriptors(.mapping(0..<4096), 0) == "0")
  }
}
