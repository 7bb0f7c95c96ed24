import Canvas
import Formatting
import Kernel
import Monitor
import Query
import SharedMemory
import SystemPackage
import Testing

/// Groups of what one process holds.
struct ProcessGroupTests {
  private func memfds(_ numbers: Range<UInt64>) -> [Segment] {
    numbers.map { number in
      Segment(
        identity: .memfd(
          label: Array("pool".utf8), FileIdentity(device: 1, inode: number, birth: Sample.now)),
        kind: .memfd, size: 1 << 20, allocated: 1 << 20, resident: 1 << 20, swapped: 0,
        mode: FileMode(rawValue: 0o100600), owner: nil,
        times: Segment.Times.file(create: Sample.now))
    }
  }

  private func snapshot(_ numbers: Range<UInt64> = 100..<500, later seconds: Int64 = 0) -> Snapshot
  {
    let segments = memfds(numbers)
    let holder = Sample.holder(4242, "pooler")
    var holders: [HeldObject: [Holder]] = [.file(inode: 11): [holder]]
    for number in numbers { holders[.memfd(device: 1, inode: number)] = [holder] }
    return Sample.judged(
      segments + [Sample.posix("psm_4f1c22d0", inode: 11)], holders: holders, later: seconds)
  }

  /// The screen of the process, with its rows grouped by name.
  private func stage(_ columns: Int = 100, _ rows: Int = 24) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows)
    stage.show(snapshot())
    stage.play("P Enter z Home")
    for choice in Grouping.allCases {
      stage.press(.down)
      if choice == .name { break }
    }
    stage.press(.enter)
    return stage
  }

  @Test func `four hundred equal memfds are one row with sums, which unfolds`() {
    var stage = stage()
    #expect(stage.lines[0].hasPrefix("table > processes > pooler (4242)"))
    #expect(stage.lines.last?.contains("z group") == true)
    let group = stage.lines.first { $0.contains("(400)") } ?? ""
    let words = group.split(separator: " ").map(String.init)
    #expect(words.first == "▸" && words.contains("memfd") && words.contains("in-use"), "\(group)")
    #expect(words.contains("400M") && words.contains("400") && words.contains("yes"), "\(group)")
    #expect(stage.text.contains("/psm_4f1c22d0"))
    stage.press(.home, .right)
    #expect(stage.selected?.hasPrefix("▾ ") == true, "\(stage.text)")
    stage.press(.down)
    #expect(stage.selected?.hasPrefix("  memfd:pool") == true, "\(stage.text)")
    stage.press(.enter)
    #expect(stage.lines[0].contains(" > memfd:1:"))
    stage.press(.escape)
    #expect(stage.selected?.hasPrefix("  memfd:pool") == true)
    stage.press(.left)
    #expect(stage.selected?.contains("(400)") == true && stage.text.contains("▸"))
    stage.press(.enter)
    #expect(stage.text.contains("▾"))
    stage.press(.character("Z"), .character("Z"))
    #expect(stage.lines.filter { $0.contains("memfd:pool") }.count > 0)
  }

  @Test func `a group says how to choose a segment, and offers no key that needs one`() {
    var stage = stage()
    stage.press(.home)
    #expect(stage.selected?.contains("(400)") == true)
    for word in ["hex", "remove"] { #expect(stage.lines.last?.contains(word) == false) }
    stage.forgetEffects()
    for key in ["x", "d"] as [Unicode.Scalar] {
      stage.press(.character(key))
      #expect(
        stage.lines.last == "this is a group: unfold it with Right, and choose a segment")
    }
    #expect(stage.effects == [])
    stage.press(.character("K"))
    #expect(stage.text.contains("pooler (4242)"))
  }

  @Test func `the cursor stays with its group or segment, and the table keeps its own groups`() {
    var stage = stage()
    stage.press(.home)
    stage.show(snapshot(100..<300, later: 1))
    #expect(stage.selected?.contains("(200)") == true)
    stage.press(.right, .down, .down)
    let selected = stage.selected
    stage.show(snapshot(101..<300, later: 2))
    #expect(stage.selected?.prefix(12) == selected?.prefix(12), "\(stage.text)")
    stage.press(.escape, .escape)
    #expect(!stage.text.contains("▸ memfd"))
    var other = MonitorHarness(100, 24)
    other.show(snapshot())
    other.play("P Enter Right")
    #expect(other.lines.last == "rows are not grouped: press z")
  }

  @Test func `Left folds, and goes back where nothing can be folded`() {
    var stage = stage()
    stage.press(.home, .right, .left)
    #expect(stage.selected?.contains("(400)") == true && !stage.text.contains("▾ "))
    stage.press(.left)
    #expect(stage.lines[0].hasPrefix("table > memory by process"))
  }

  @Test(arguments: [(20, 5), (40, 10), (200, 60)])
  func `groups fit every size`(columns: Int, rows: Int) {
    var stage = stage(columns, rows)
    stage.press(.home, .right, .end, .pageUp, .left)
    #expect(stage.lines.allSatisfy { $0.count <= columns })
  }
}
