@testable import SharedMemory
import Formatting
import Kernel
import SystemPackage
import TestSupport
import SafeText
import Testing

/// The rows of tables of holders.
struct HolderRowTests {
  private func how(_ link: Holder.Link?, _ count: UInt64) throws -> String {
    var holder = Holder(
      process: ProcessID(rawValue: 1), user: UserID(rawValue: 0), command: Array("p".utf8))
    holder.link = link
    holder.descriptors = count
    let column = try #require(
      Column<HolderRow>.ofSegment.first { $0.layout.heading.string == "HOW" })
    return column.text(
      of: HolderRow(Samples.segments[2], holder, release: .zero), Samples.format
    ).string
  }

  @Test func `a holder has its parent, its unit and its command line`() {
    var holder = Holder(
      process: ProcessID(rawValue: 7), user: UserID(rawValue: 0), command: Array("p".utf8))
    func texts() -> [String] {
      ["PPID", "UNIT", "CMDLINE"].map { heading in
        let column = Column<HolderRow>.ofSegment.first { $0.layout.heading.string == heading }
        let row = HolderRow(Samples.segments[2], holder, release: .zero)
        return column?.text(of: row, Samples.format).string ?? "no column"
      }
    }
    #expect(texts() == ["-", "-", "-"])
    holder.details = ProcessDetails(
      commandLine: Array("p\0-x\n\0".utf8), unit: Array("db.service".utf8),
      parent: ProcessID(rawValue: 3))
    #expect(texts() == ["3", "db.service", #"p -x\n"#])
  }

  @Test func `a holder says how it holds the segment, or that only a lock shows it`() throws {
    #expect(try how(nil, 0) == "lock")
    #expect(try how(.descriptor(3), 1) == "open")
    #expect(try how(.mapping(0..<4096), 0) == "map")
  }
}
