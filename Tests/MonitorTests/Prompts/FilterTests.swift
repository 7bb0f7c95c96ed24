import Canvas
import Monitor
import Formatting
import Query
import Testing

@testable import SharedMemory

/// The filter of the table.
struct FilterTests {
  private func stage(_ columns: Int = 80, _ rows: Int = 14, filter: String = "") throws
    -> MonitorHarness
  {
    let filter = try Filter(text: Array(filter.utf8)) { _ in nil }
    var stage = MonitorHarness(columns, rows, sortedBy: .label, filter: filter)
    stage.show(Sample.judged(Sample.mixed))
    return stage
  }

  private func filter(_ stage: inout MonitorHarness, by text: String) {
    stage.press(.character("f"), .control("u"))
    stage.type(text)
    stage.press(.enter)
  }

  @Test func `is always shown, with the number of matches`() throws {
    var stage = try stage()
    filter(&stage, by: "--kind sysv min-size=100")
    try stage.expectScreen("table-filtered-by-kind")
  }

  @Test func `is shown on small screens too`() throws {
    for (columns, rows) in [(40, 10), (40, 5), (24, 8)] {
      let stage = try stage(columns, rows, filter: "app=Python psm")
      #expect(stage.lines.contains { $0.hasPrefix(" filter 1/4 app=") }, "\(stage.text)")
      #expect(stage.text.contains("psm_4f"), "\(stage.text)")
    }
    let lines = try stage(40, 10, filter: "state=orphan state=removed min-size=1M").lines
    #expect(lines[2] == " filter 1/4 state=orphan s…d min-size=1M")
    #expect(lines[4].hasPrefix(" /psm_4f1c22d0"))
    #expect(lines[5].isEmpty)
  }

  @Test func `says so if nothing matches`() throws {
    var stage = try stage(filter: "state=unknown")
    #expect(stage.text.contains(" filter 0/4 state=unknown"))
    #expect(stage.text.contains("No segments match the filter (4 in all)."))
    stage.press(.down, .end, .enter, .character("x"), .character("d"), .character("n"))
    #expect(stage.text.contains("No segments match the filter (4 in all)."))
  }

  @Test(
    arguments: [
      ("pid=48", "the holders of 4 are not known"),
      ("pid=48 kind=semaphore", "the holders of 1 are not known"),
      ("state=orphan", "the states of 2 are not known"),
      ("state=orphan psm", "the state of 1 is not known"),
    ])
  func `says what is not known of those that it hides`(filter: String, words: String) throws {
    let filter = try Filter(text: Array(filter.utf8)) { _ in nil }
    var stage = MonitorHarness(100, 14, sortedBy: .label, filter: filter)
    stage.show(Sample.judged(Sample.mixed, unreadable: [7]))
    #expect(
      stage.text.contains(" (4 in all); \(words)."), "\(stage.text)")
    #expect(stage.lines.contains { $0.hasPrefix(" filter 0/4") && $0.hasSuffix(words) })
    stage.show(Sample.judged(Sample.mixed, later: 1))
    // The holders of the attachments of System V segments are still not found.
    let left = stage.text.contains("the holders of 2 are not known")
    #expect(left == (words == "the holders of 4 are not known"))
    #expect(stage.text.contains("not known") == left)
  }

  @Test func `with a row for an unknown holder, says so beside the filter`() throws {
    let filter = try Filter(text: Array("pid=3187".utf8)) { _ in nil }
    var stage = MonitorHarness(80, 14, sortedBy: .label, filter: filter)
    stage.show(
      Sample.judged(
        Sample.mixed, holders: [.file(inode: 11): [Sample.holder(3187, "python3")]],
        unreadable: [7]))
    #expect(
      stage.lines.contains {
        $0.hasPrefix(" filter 1/4 pid=3187 ") && $0.hasSuffix(" the holders of 3 are not known")
      }, "\(stage.text)")
  }

  @Test func `that hides all leaves keys without a segment, and they say so`() throws {
    for filter in ["no such name", ""] {
      var stage = try stage(filter: filter)
      if filter.isEmpty {
        // What has just gone still has rows for a while.
        for seconds in [60, 120] { stage.show(Sample.judged([], later: Int64(seconds))) }
      }
      for key in "ixdKyYF \n".unicodeScalars {
        stage.press(key == "\n" ? .enter : .character(key))
        #expect(stage.lines.last == "there is no segment in the table", "\(key)")
      }
    }
  }

  @Test func `is removed by an empty line, and recalled by Up`() throws {
    var stage = try stage()
    filter(&stage, by: "psm")
    #expect(stage.text.contains(" filter 1/4 psm"))
    filter(&stage, by: "")
    #expect(!stage.text.contains("filter 1/4"))
    #expect(stage.text.contains("98310"))
    stage.press(.character("\\"), .up)
    #expect(stage.lines.last == "filter: psm_")
    stage.press(.enter)
    #expect(stage.text.contains(" filter 1/4 psm"))
  }

  @Test func `is shown as it is typed, spaces and all`() throws {
    var stage = try stage()
    stage.press(.character("f"))
    stage.type(" a  b\u{202e} ")
    #expect(stage.lines.last == "filter:  a  b\\u{202e} _")
  }

  @Test func `stays unchanged when the prompt is closed`() throws {
    var stage = try stage(filter: "psm")
    stage.press(.character("f"))
    #expect(stage.lines.last == "filter: psm_")
    stage.press(.control("u"))
    stage.type("state=idle")
    #expect(stage.text.contains(" filter 1/4 state=idle"))
    stage.press(.escape)
    #expect(stage.text.contains(" filter 1/4 psm"))
    #expect(stage.lines.last?.hasPrefix("? help") == true)
    stage.press(.character("f"), .enter)
    #expect(stage.text.contains(" filter 1/4 psm"))
  }

  @Test func `of nothing is left by Backspace, but no other comes back that way`() throws {
    var stage = try stage()
    stage.press(.character("f"), .backspace)
    #expect(stage.lines.last?.hasPrefix("? help") == true)
    stage = try self.stage(filter: "psm")
    stage.press(.character("f"), .backspace, .backspace, .backspace, .backspace, .backspace)
    #expect(stage.lines.last?.hasPrefix("filter: _") == true)
    #expect(!stage.text.contains("filter 1/4"))
    stage.press(.escape)
    #expect(stage.text.contains(" filter 1/4 psm"))
  }

  @Test func `stays in the prompt with its error`() throws {
    var stage = try stage(40, 10)
    filter(&stage, by: "colour=red")
    #expect(
      stage.lines.suffix(4) == [
        "unknown word 'colour'; words: kind user", "name app state older-than min-size pid",
        "key, or a column such as size", "filter: colour=red_",
      ])
    stage.press(.control("u"))
    #expect(!stage.text.contains("colour"))
    stage.type("state=x")
    stage.press(.backspace)
    stage.type("orphan")
    stage.press(.enter)
    #expect(stage.text.contains(" filter 1/4 state=orphan"))
  }

  @Test func `shows its end if it is longer than the line`() throws {
    var stage = try stage(40, 10)
    stage.press(.character("f"))
    #expect(stage.lines.last == "filter: _  kind= user= name= app= state=")
    stage.type(String(repeating: "x", count: 100) + "end")
    #expect(stage.lines.last?.hasSuffix("xend_") == true)
    #expect(stage.lines.last?.count == 40)
  }

  @Test func `keeps the selection on its segment if that is still shown`() throws {
    var stage = try stage()
    stage.press(.end)
    #expect(stage.selected?.hasPrefix(" /sem.mp") == true)
    filter(&stage, by: "kind=sem kind=posix")
    #expect(stage.selected?.hasPrefix(" /sem.mp") == true)
    filter(&stage, by: "kind=sysv")
    #expect(stage.selected?.hasPrefix(" 98310") == true)
    filter(&stage, by: "")
    #expect(stage.selected?.hasPrefix(" 98310") == true)
  }

  @Test func `applies to gone segments, which do not count`() throws {
    var stage = MonitorHarness(sortedBy: .label)
    filter(&stage, by: "a")
    let segments = ["a1", "a2", "b1", "b2"].enumerated().map {
      Sample.posix($1, inode: UInt64($0))
    }
    stage.show(Sample.snapshot(segments))
    stage.show(Sample.snapshot([segments[0], segments[2]], later: 1))
    #expect(stage.text.contains("\n-/a2 "))
    #expect(!stage.text.contains("/b2 "))
    #expect(stage.text.contains(" filter 1/2 a"))
  }

  @Test func `stays when the order changes`() throws {
    var stage = try stage(filter: "kind=sysv")
    stage.press(.character("I"), .character(">"), .character("s"), .enter)
    #expect(stage.text.contains(" filter 2/4 kind=sysv"))
    #expect(!stage.text.contains("psm"))
  }

  @Test func `that is typed before the first rows applies to the next ones`() throws {
    var stage = MonitorHarness(sortedBy: .label)
    stage.forgetEffects()
    filter(&stage, by: "psm")
    var sortAndFilter = SortAndFilter(by: .label)
    sortAndFilter.filter = try Filter(text: Array("psm".utf8)) { _ in nil }
    #expect(stage.effects.last == .arrange(sortAndFilter))
  }

  @Test func `is explained in help`() throws {
    var stage = try stage(80, 150)
    let help = stage.help()
    for word in [
      "kind=", "older-than>", "min-size=", "f \\", "(K is 1024)", "size>1M", "key=",
      "a or (b !c)", "numbers  ", " res ", "patterns  ", " cmdline",
    ] {
      #expect(help.contains(word))
    }
  }
}
