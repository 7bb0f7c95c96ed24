import Canvas
import Formatting
import Monitor
import Testing

@testable import SharedMemory

/// The names in questions: of what is removed, of what gets a signal, and of holders.
struct QuestionNameTests {
  private let target = Sample.judged([Sample.posix("target", inode: 1)]).segments[0]

  @Test(arguments: [(20, 3), (20, 4), (40, 3), (80, 5)])
  func `what is removed is named on the smallest screens`(columns: Int, rows: Int) {
    for (segment, name) in [(Sample.orphan(7), "psm_7"), (Sample.systemV(32769), "769")] {
      var stage = MonitorHarness(columns, rows)
      stage.show(Sample.judged([segment]))
      stage.press(.character("d"))
      #expect(stage.monitor.question != nil)
      #expect(stage.text.contains(name), "\(stage.text)")
      #expect(stage.text.contains("Remove"), "\(stage.text)")
      #expect(stage.text.contains("Keep it"), "\(stage.text)")
    }
  }

  @Test func `the process that gets a signal is named on the smallest screens`() {
    var stage = MonitorHarness(20, 3)
    stage.show(
      Sample.judged([target], holders: [.file(inode: 1): [Sample.holder(3187, "postgres")]]))
    stage.press(.character("K"))
    #expect(stage.text.contains("postgr") && stage.text.contains("87)?"), "\(stage.text)")
  }

  @Test(arguments: [(40, 24), (80, 24)])
  func `a long name of a holder is elided, and its PID stays`(columns: Int, rows: Int) {
    let command = "first" + String(repeating: "\u{1}", count: 8) + "el"
    let path = "/srv/" + String(repeating: "deep/", count: 60) + "end"
    for count in [1, 5] {
      var stage = MonitorHarness(columns, rows)
      let holders = (0..<count).map { Sample.holder(3187 + Int32($0), command) }
      stage.show(Sample.judged([target], holders: [.file(inode: 1): holders]))
      stage.play("d End")
      let text = stage.lines.joined().filter { $0 != " " && $0 != "│" }
      #expect(text.contains("el(\(3186 + count))"), "\(stage.text)")
      #expect(text.contains("first") && (text.contains("…") || columns > 60), "\(stage.text)")
      stage.press(.home)
      let verdict = stage.lines.joined().filter { $0 != " " && $0 != "│" }
      #expect(verdict.contains("heldbyfirst"), "\(stage.text)")
    }
    var mounted = target
    mounted.kernelHolders = [.mount(Array(path.utf8), seenBy: nil)]
    var stage = MonitorHarness(columns, rows)
    stage.show(Sample.snapshot([mounted]))
    stage.press(.character("d"))
    let text = stage.lines.joined().filter { $0 != " " && $0 != "│" }
    #expect(text.contains("It is held by the bind mount at /srv/deep".filter { $0 != " " }))
    #expect(text.contains("…") && text.contains("deep/end."), "\(stage.text)")
  }
}
