import Canvas
import Contents
import Monitor
import Formatting

extension MonitorHarness {
  /// A monitor that shows the bytes of a segment, before any was read.
  static func contents(
    size: UInt64 = 1 << 20, _ columns: Int = 80, _ rows: Int = 24, through way: AccessMethod = .file
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("data", inode: 1, size: size)]))
    stage.press(.character("x"))
    stage.answer(.success(way))
    return stage
  }

  /// The latest job that was asked for.
  var job: ContentsJob? {
    for case .startJob(let job) in effects.reversed() { return job }
    return nil
  }

  /// Tells how far the latest job is, or what came of it.
  mutating func tell(_ news: JobUpdate) {
    send(.contentsJob(number: jobNumber, news))
  }

  /// Ends the latest job.
  mutating func finish(_ news: JobUpdate) { tell(news) }
}
