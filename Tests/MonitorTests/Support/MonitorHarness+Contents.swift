import Canvas
import Contents
import Monitor
import Formatting
import SafeText
import SharedMemory

extension MonitorHarness {
  /// A monitor that shows the contents of a segment, before any byte was read.
  static func contents(
    of segment: Segment, _ columns: Int = 80, _ rows: Int = 24, charset: Charset = .utf8,
    by method: AccessMethod = .file
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, charset: charset, sortedBy: .label)
    stage.show(Sample.snapshot([segment]))
    stage.press(.character("x"))
    stage.answer(.success(method))
    return stage
  }

  /// A monitor that shows the contents of a segment of this size.
  static func contents(
    size: UInt64 = 1 << 20, _ columns: Int = 80, _ rows: Int = 24, charset: Charset = .utf8,
    by method: AccessMethod = .file
  ) -> MonitorHarness {
    contents(
      of: Sample.posix("data", inode: 1, size: size), columns, rows, charset: charset, by: method)
  }

  /// The same on a display.
  static func contents(_ display: Display) -> MonitorHarness {
    contents(display.size.columns, display.size.rows, charset: display.charset)
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
