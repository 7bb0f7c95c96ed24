import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

/// Orphans of which only a scan says that they have no holder.
@Suite("An orphan by a scan alone") struct OrphanConfirmationTests {
  private static let first = HolderScan(timestamp: Timestamp(seconds: 1))

  /// A file that is an orphan by a scan, and by the kernel's answer if there is one.
  private func orphan(_ isHeldAnywhere: Bool? = nil) -> Segment {
    var segment = Samples.posix("psm_1", inode: 7)
    segment.holders = []
    segment.isHeldAnywhere = isHeldAnywhere
    segment.verdict = Verdict(.orphan, [])
    return segment
  }

  /// A scan that found a process that maps the file.
  private func found() -> HolderScan {
    var scan = HolderScan(timestamp: Timestamp(seconds: 2))
    scan.holders[.file(inode: 7)] = [
      Holder(process: ProcessID(rawValue: 42), user: UserID(rawValue: 0), command: [])
    ]
    return scan
  }

  private let now = Timestamp(seconds: 1_800_000_000)

  @Test func `is in use if a second scan finds a holder`() {
    var reader = SnapshotReader()
    var segments = [orphan()]
    reader.confirmOrphans(&segments, after: Self.first, at: now) { found() }
    #expect(segments[0].verdict?.state == .inUse)
  }

  @Test func `is unknown if there is no second scan`() {
    var reader = SnapshotReader()
    var segments = [orphan()]
    reader.confirmOrphans(&segments, after: Self.first, at: now) { nil }
    #expect(segments[0].verdict?.state == .unknown)
  }

  @Test func `is scanned for once after each scan`() {
    var reader = SnapshotReader()
    var scans = 0
    for seconds in [1, 1, 2] {
      var segments = [orphan(), orphan()]
      let scan = HolderScan(timestamp: Timestamp(seconds: Int64(seconds)))
      reader.confirmOrphans(&segments, after: scan, at: now) {
        scans += 1
        return found()
      }
      #expect(segments.map { $0.verdict?.state } == [.inUse, .inUse])
    }
    #expect(scans == 2)
  }

  @Test func `needs no second scan if the kernel says that nothing holds it`() {
    var reader = SnapshotReader()
    var segments = [orphan(false)]
    reader.confirmOrphans(&segments, after: Self.first, at: now) {
      Issue.record("scanned")
      return nil
    }
    #expect(segments[0].verdict?.state == .orphan)
  }
}
