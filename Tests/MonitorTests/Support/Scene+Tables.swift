import Canvas
import Contents
import Formatting
import Monitor
import Query
import SharedMemory

/// Tables of many segments.
extension Scene {
  /// Segments of a few programs, grouped by name.
  static func grouped(_ size: Size, keys: [Key]) -> MonitorHarness {
    let segments =
      (1...12).map { Sample.orphan(UInt64(1000 + $0), allocated: 1 << 20) }
      + (1...3).map { Sample.posix("torch_\(18_233 + $0)_99", inode: UInt64(50 + $0), age: 7200) }
      + Sample.mixed + Sample.unlinked
    var stage = MonitorHarness(size.columns, size.rows, sortedBy: .allocated)
    stage.show(Sample.judged(segments))
    stage.press(.home, .character("z"), .end, .enter)
    for key in keys { stage.press(key) }
    return stage
  }

  /// Segments of which one grows and one shrinks.
  static func changing(_ size: Size) -> MonitorHarness {
    var stage = MonitorHarness(size.columns, size.rows, sortedBy: .allocated)
    for second in 0..<50 {
      let bytes = UInt64(second) << 22
      stage.show(
        Sample.judged(
          [
            Sample.posix("grows", inode: 1, size: 1 << 30, allocated: bytes, age: 7200),
            Sample.posix(
              "shrinks", inode: 2, size: 1 << 30, allocated: (1 << 28) - bytes, age: 7200),
            Sample.posix("stays", inode: 3, size: 1 << 30, allocated: 1 << 27, age: 7200),
          ], later: Int64(second)))
    }
    return stage
  }
}

/// Ranges, refusals, and the pages of help after the keys.
extension Scene {
  static let help = [
    Scene("table-range") {
      table($0, keys: [.character(" "), .character("V"), .down, .down])
    },
    Scene("table-refusal") { size in
      table(
        size,
        Sample.judged(Sample.unlinked + [Sample.systemV(5, attachments: 1)], holders: holders),
        keys: [.character("T"), .character("d")])
    },
    Scene("help-signs") { table($0, keys: [.character("?"), .tab]) },
    Scene("help-columns") { table($0, keys: [.character("?"), .tab, .tab]) },
    Scene("help-filters") { table($0, keys: [.character("?"), .backTab]) },
  ]
}
