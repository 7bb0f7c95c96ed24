import Canvas
import Monitor
import Formatting
import Query
import Testing

@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// What the removal dialog says of a file's holders.
struct HolderDialogTests {
  private func dialog(
    _ name: String = "target", holders: [Holder]?, unreadable: Int = 0
  ) -> String {
    var scan = HolderScan(timestamp: Timestamp(seconds: Sample.now.seconds - 3))
    scan.processes = 22
    for number in 0..<unreadable {
      scan.unreadable[ProcessID(rawValue: Int32(number))] = UserID(rawValue: 1000)
    }
    var segment = Sample.posix(name, inode: 1)
    segment.holders = holders
    let snapshot = Snapshot(timestamp: Sample.now, segments: [segment], scan: scan)
    var stage = MonitorHarness(100, 20, sortedBy: .label)
    stage.show(snapshot)
    stage.press(.character("d"))
    return stage.lines.filter { $0.contains("│") }.joined(separator: " ")
      .split(separator: " ").filter { $0 != "│" }.joined(separator: " ")
  }

  private func holder(_ number: Int32) -> Holder {
    Holder(
      process: ProcessID(rawValue: number), user: UserID(rawValue: 0),
      command: Array("python3".utf8))
  }

  @Test func `no holder found is reported with the completeness and age of the scan`() {
    #expect(
      dialog(holders: [], unreadable: 0).contains(
        "No holder was found (22 processes, all read, 3s ago): removing it frees 4K."))
  }

  @Test func `no holder found does not mean no holder if processes were not read`() {
    let text = dialog(holders: [], unreadable: 21)
    #expect(
      text.contains("Whether one does is not known (22 processes, 21 unreadable, 3s ago)."))
    #expect(!text.contains("frees"))
  }

  @Test func `holders are named`() {
    let text = dialog(holders: (1...5).map(holder), unreadable: 0)
    #expect(
      text.contains("It is in use by python3(1), python3(2), python3(3) and 2 more."))
  }

  @Test(
    arguments: [
      (
        "libpod_lock",
        "Podman keeps such segments for its next run, even if no process holds them."
          + " Use: podman system renumber"
      ),
      ("fastrtps_1", "Fast DDS has its own clean-up command. Use: fastdds shm clean"),
    ])
  func `the advice on the application is shown`(name: String, advice: String) {
    #expect(dialog(name, holders: []).contains(advice))
  }

  @Test func `a segment without a scan has unknown holders`() {
    #expect(dialog(holders: nil, unreadable: 0).contains("Whether one does is not known"))
  }
}
