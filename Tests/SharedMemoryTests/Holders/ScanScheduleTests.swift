import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

struct ScanScheduleTests {
  /// The start of a scan tells whether it is the same one.
  private func scan(_ schedule: inout ScanSchedule) throws -> Timestamp {
    try schedule.scan(HolderScanner(), listed: []).timestamp
  }

  @Test func `a scan is kept for some seconds, unless another is asked for`() throws {
    var schedule = ScanSchedule()
    let first = try scan(&schedule)
    #expect(try scan(&schedule) == first)
    schedule.forceScan()
    #expect(try scan(&schedule) > first)
  }

  @Test func `scans are rarer while they find the same and no table changes`() throws {
    try FileTree.with { tree in
      try tree.makeDirectory("proc/self")
      let scanner = HolderScanner(root: tree.path)
      var schedule = ScanSchedule()
      _ = try schedule.scan(scanner, listed: [])
      #expect(schedule.pause < .seconds(10))
      schedule.forceScan()
      _ = try schedule.scan(scanner, listed: [])
      #expect(schedule.pause >= .seconds(10))
      schedule.noteChange()
      #expect(schedule.pause < .seconds(10))
    }
  }

  @Test func `work that belongs to a scan does not undo the wish for another`() throws {
    var schedule = ScanSchedule()
    let first = try scan(&schedule)
    schedule.add(.seconds(100))
    #expect(try scan(&schedule) == first)
    schedule.forceScan()
    schedule.add(.seconds(100))
    #expect(try scan(&schedule) > first)
  }
}
