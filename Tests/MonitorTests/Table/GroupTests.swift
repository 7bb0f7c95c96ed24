import Canvas
import Formatting
import Kernel
import Monitor
import Query
import SafeText
import SharedMemory
import SystemPackage
import Testing

/// Groups of rows: what stands in them, folding, tags and removal.
struct GroupTests {
  private static let orphans = (1...12).map { Sample.orphan(UInt64(1000 + $0), allocated: 1 << 20) }
  private static let others = [
    Sample.posix("single", inode: 1, allocated: 5 << 20), Sample.systemV(5, attachments: 2),
  ]

  private func stage(
    _ segments: [Segment] = orphans + others, by grouping: Grouping? = .name, rows: Int = 24,
    holders: [HeldObject: [Holder]] = [:], unreadable: [Int32] = [], charset: Charset = .utf8
  ) -> MonitorHarness {
    var stage = MonitorHarness(100, rows, charset: charset)
    stage.show(Sample.judged(segments, holders: holders, unreadable: unreadable))
    stage.press(.home, .character("z"), .home)
    for choice in Grouping.allCases where grouping != nil {
      stage.press(.down)
      if choice == grouping { break }
    }
    stage.press(.enter, .home)
    return stage
  }

  /// The names of the rows, with their marks.
  private func rows(_ stage: MonitorHarness) -> [String] {
    let lines = stage.lines.drop { !$0.contains("NAME") }
    let heading = Array(lines.first ?? "")
    let end = heading.indices.first { heading[$0...].starts(with: "KIND") } ?? 0
    return lines.dropFirst().prefix { !$0.isEmpty }.map { line in
      var name = Substring(line.prefix(end))
      while name.last == " " { name.removeLast() }
      return String(name)
    }
  }

  @Test func `many equal names fold into one row with count and sums`() {
    let stage = stage()
    #expect(rows(stage) == [" ▸ /psm_* (12)", " /single", " 5 -"])
    let line = stage.lines.first { $0.contains("/psm_*") } ?? ""
    #expect(line.contains("posix ann"))
    #expect(line.contains(" 48K "))
    #expect(line.contains(" 12M "))
    #expect(line.contains(" orphan "))
    #expect(line.contains(" 2h "))
  }

  @Test func `menus mark the choice that holds while the cursor moves`() {
    var stage = stage(by: .owner)
    stage.press(.character("z"))
    #expect(stage.text.contains("Group by (* now)"))
    #expect(stage.text.contains("> * owner"))
    stage.press(.down)
    #expect(stage.text.contains("│   * owner"))
    #expect(stage.text.contains("│ >   state"))
    stage.press(.escape, .character("s"))
    #expect(stage.text.contains("Sort by (* now)"))
    #expect(stage.text.contains("> * ALLOC"))
    stage.press(.up)
    #expect(stage.text.contains("│   * ALLOC"))
    stage.press(.escape, .character("c"))
    #expect(!stage.text.contains("* now"))
  }

  @Test func `a sum of lower bounds is a lower bound, and the age is unknown if one is`() {
    var holder = Sample.holder(3187, "one")
    holder.attachments = 1
    let held = Dictionary(
      uniqueKeysWithValues: (1001...1002).map { (HeldObject.file(inode: $0), [holder]) })
    let two = Array(Self.orphans.prefix(2))
    func line(_ segments: [Segment], unreadable: [Int32] = []) -> String {
      stage(segments, holders: held, unreadable: unreadable)
        .lines.first { $0.contains("/psm_*") } ?? ""
    }
    #expect(line(two).contains(" 2 in-use   2h "), "\(line(two))")
    #expect(line(two, unreadable: [5]).contains(" ≥2 in-use   2h "))
    let unborn = Segment(
      identity: .posix(
        ShmName("psm_1002".utf8), FileIdentity(device: 27, inode: 1002, birth: nil)),
      kind: .posix, size: 4096, allocated: 4096, resident: nil, swapped: nil, mode: two[0].mode,
      owner: two[0].owner, times: Segment.Times())
    #expect(line([two[0], unborn]).contains(" 2 in-use    ? "), "\(line([two[0], unborn]))")
  }

  @Test func `a group is unfolded and folded with Right, Left and Enter`() {
    var stage = stage()
    stage.press(.right)
    #expect(rows(stage).count == 15)
    #expect(rows(stage)[0] == " ▾ /psm_* (12)")
    #expect(stage.text.contains("\n   /psm_1001 "))
    stage.press(.down, .down)
    #expect(stage.selected?.contains("/psm_1002") == true)
    // Left folds the group of the selected segment.
    stage.press(.left)
    #expect(stage.selected?.hasPrefix(" ▸ /psm_*") == true)
    #expect(rows(stage).count == 3)
    stage.press(.enter)
    #expect(rows(stage).count == 15)
    stage.press(.enter)
    #expect(rows(stage).count == 3)
    stage.press(.character("Z"))
    #expect(rows(stage).count == 15)
    stage.press(.character("Z"))
    #expect(rows(stage).count == 3)
  }

  @Test func `400 memfds and 48 removed segments are two rows`() {
    let memfds = (1...400).map { number in
      Segment(
        identity: .memfd(
          label: Array("pulse".utf8), FileIdentity(device: 1, inode: UInt64(number), birth: nil)),
        kind: .memfd, size: 4096, allocated: 4096, resident: 4096, swapped: 0,
        mode: FileMode(rawValue: 0o100600), owner: nil, times: Segment.Times())
    }
    let removed = (1...48).map { Sample.systemV($0, attachments: 1, mode: 0o1600) }
    let stage = stage(memfds + removed)
    #expect(rows(stage) == [" ▸ memfd:pulse (400)", " ▸ sysv * (48)"])
    #expect(stage.text.contains(" removed "))
  }

  @Test(
    arguments: [
      (.application, ["▸ Python (12)", "▸ no known application (2)"]),
      (.owner, ["▸ ann (13)", "5 -"]),
      (.state, ["▸ orphan (13)", "5 -"]),
      (.process, ["▸ no process holds it (14)"]),
      (.name, ["▸ /psm_* (12)", "/single", "5 -"]),
    ] as [(Grouping, [String])])
  func `rows are grouped by what they have in common`(grouping: Grouping, titles: [String]) {
    #expect(rows(stage(by: grouping)) == titles.map { " " + $0 })
  }

  @Test func `a process has the segments that it holds`() {
    let (old, young) = (
      Sample.holder(10, "server", started: 5), Sample.holder(9, "client", started: 50)
    )
    let stage = stage(
      (1...4).map { Sample.posix("s\($0)", inode: $0) }, by: .process,
      holders: [
        .file(inode: 1): [young, old], .file(inode: 2): [old], .file(inode: 3): [young],
        .file(inode: 4): [young],
      ])
    #expect(rows(stage) == [" ▸ server(10) (2)", " ▸ client(9) (2)"])
  }

  @Test func `a file with two names counts once in a sum`() {
    let stage = stage([
      Sample.posix("log1", inode: 5, allocated: 1 << 20, hasOtherNames: true),
      Sample.posix("log2", inode: 5, allocated: 1 << 20, hasOtherNames: true),
    ])
    #expect(rows(stage) == [" ▸ /log* (2)"])
    #expect(stage.text.contains(" 1M "))
  }

  @Test func `groups stand in the order of their sums`() {
    var stage = stage()
    #expect(rows(stage)[0] == " ▸ /psm_* (12)")
    stage.press(.character("I"))
    #expect(rows(stage).last == " ▸ /psm_* (12)")
  }

  @Test func `the selection stays with its segment when rows are grouped and refreshed`() {
    var stage = stage(by: nil)
    #expect(rows(stage).count == 14)
    stage.press(.down, .down, .down)
    let name = stage.selected?.split(separator: " ").first
    stage.press(.character("z"), .end, .enter)
    #expect(stage.selected?.hasPrefix(" ▸ /psm_* (12)") == true)
    stage.press(.character("Z"))
    stage.show(Sample.judged(Array((Self.orphans + Self.others).reversed()), later: 1))
    #expect(stage.selected?.hasPrefix(" ▾ /psm_* (12)") == true)
    stage.press(.character("z"), .home, .enter)
    #expect(name != nil)
    #expect(rows(stage).count == 14)
  }

  @Test func `Space tags all segments of a group, and untags them`() {
    var stage = stage()
    stage.press(.character(" "))
    #expect(stage.lines.last?.hasSuffix("12 tagged, 12M") == true)
    #expect(rows(stage)[0] == "*▸ /psm_* (12)")
    stage.press(.home, .character(" "))
    #expect(stage.lines.last?.contains("tagged") == false)
    stage.press(.home, .right, .down, .character(" "))
    #expect(rows(stage)[0] == ":▾ /psm_* (12)")
    #expect(stage.lines.last?.hasSuffix("1 tagged, 1M") == true)
  }

  @Test func `d on a group asks about its orphans only`() throws {
    let held = Sample.orphan(2000)
    var stage = stage(
      Self.orphans + Self.others + [held], holders: [.file(inode: 2000): [Sample.holder(3, "sh")]])
    #expect(rows(stage)[0] == " ▸ /psm_* (13)")
    stage.press(.character("d"))
    #expect(stage.text.contains("Remove all orphans of this group?"))
    #expect(stage.text.contains("12 orphans, 12M"))
    #expect(stage.text.contains("1 of the segments of this group is not removed, see below."))
    stage.press(.character("y"))
    let targets = try #require(stage.removal?.targets)
    #expect(Set(targets.map(\.identity)) == Set(Self.orphans.map(\.identity)))
  }

  @Test func `the question about a group names it`() {
    var stage = stage()
    stage.press(.character("d"))
    #expect(stage.text.contains("Group: /psm_*"))
    let held = (1001...1012).map { HeldObject.file(inode: $0) }
    var signal = self.stage(
      Self.orphans,
      holders: Dictionary(
        uniqueKeysWithValues: held.map { ($0, [Sample.holder(3, "sh")]) }))
    signal.press(.character("K"))
    #expect(signal.text.contains("Group: /psm_*"))
  }

  private func pages(_ name: String, _ inode: UInt64, _ count: UInt64) -> Segment {
    Sample.posix(name, inode: inode, allocated: count << 12, age: 7200)
  }

  @Test func `the cursor stays with the last segment of a group, wherever that goes`() {
    let rest = [
      pages("big_0", 1, 30), pages("big_1", 2, 30), pages("mid_0", 3, 20),
      pages("small_0", 5, 15), pages("small_1", 6, 15),
    ]
    var stage = stage(rest + [pages("mid_1", 4, 20)])
    stage.press(.down)
    #expect(stage.selected?.contains("/mid_* (2)") == true)
    stage.show(Sample.judged(rest, later: 1))
    #expect(stage.selected?.contains("/mid_0") == true, "\(stage.text)")
  }

  @Test func `a selected segment does not turn into a group that it comes into`() {
    let segments = [pages("big_0", 1, 30), pages("big_1", 2, 30), pages("solo_1", 3, 9)]
    var stage = stage(segments)
    stage.press(.end)
    #expect(stage.selected?.contains("/solo_1") == true)
    stage.show(Sample.judged(segments + [pages("solo_2", 4, 9)], later: 1))
    #expect(stage.selected?.contains("/solo_1") == true, "\(stage.text)")
    #expect(rows(stage).contains { $0.contains("/solo_* (2)") })
    stage.press(.character(" "))
    #expect(stage.text.contains("1 tagged"))
  }

  @Test func `names that no application is known for can be removed as a group by name only`() {
    let unknown = (1...3).map { Sample.posix("my-thing-\($0)", inode: UInt64($0), age: 7200) }
    var byName = stage(unknown, by: .name)
    byName.press(.character("d"))
    #expect(byName.text.contains("3 orphans"))
    var byState = stage(unknown, by: .state)
    byState.press(.character("d"))
    #expect(
      byState.lines.suffix(2).joined(separator: " ").contains(
        "none can be removed in bulk: 3 with an unknown name"))
    #expect(
      byState.lines.suffix(2).joined(separator: " ").contains(
        "Right unfolds the group, then d asks"))
  }

  @Test func `a group has no bytes to show, and says what to do`() {
    var stage = stage()
    stage.press(.character("x"))
    #expect(stage.lines.last == "this is a group: unfold it with Right, and choose a segment")
  }

  @Test func `a search finds segments in folded groups`() {
    var stage = stage()
    stage.press(.character("/"))
    stage.type("psm_1007")
    stage.press(.enter)
    #expect(stage.selected?.contains("/psm_1007") == true)
    stage.press(.character("n"))
    #expect(stage.selected?.contains("/psm_1007") == true)
  }

  @Test func `gone segments stand below the groups`() {
    var stage = stage()
    stage.show(Sample.judged(Array(Self.orphans.dropFirst()) + Self.others, later: 1))
    #expect(rows(stage) == [" ▸ /psm_* (11)", " /single", " 5 -", "-/psm_1001"])
  }

  @Test func `in ASCII folded groups have a plus`() {
    #expect(rows(stage(charset: .ascii))[0] == " + /psm_* (12)")
  }
}
