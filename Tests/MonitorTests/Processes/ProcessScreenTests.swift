import Canvas
import SafeText
import Monitor
import Formatting
import Kernel
import Operations
import Testing

@testable import SharedMemory

/// The screens of who costs how much, and of what one process holds.
struct ProcessScreenTests {
  private static let holders: [HeldObject: [Holder]] = [
    .file(inode: 13): [Sample.holder(3187, "qemu-system-x86")],
    .memfd(device: 1, inode: 14): [
      Sample.holder(900, "pulse"), Sample.holder(3187, "qemu-system-x86"),
    ],
    .file(inode: 11): [Sample.holder(77, "python3")],
  ]

  private func stage(
    _ columns: Int = 80, _ rows: Int = 12, unreadable: [Int32] = [],
    holders: [HeldObject: [Holder]] = holders
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows)
    stage.show(
      Sample.judged(Sample.mixed + Sample.unlinked, holders: holders, unreadable: unreadable))
    stage.press(.character("P"))
    return stage
  }

  @Test func `the process with most memory comes first`() throws {
    try stage().expectScreen("processes-by-cost")
  }

  @Test func `on a small screen the names and totals stay`() {
    let lines = stage(40, 10, unreadable: [5]).lines
    #expect(lines[1] == "    PID COMMAND         SHM▾  FREES")
    #expect(lines[2] == "   3187 qemu-system-x86   8G    ≤8G")
    #expect(lines[0].hasSuffix("413 processes, 1 unreadable"))
  }

  @Test func `the cursor stays on a row if most segments go`() {
    let many = (0..<10).map { Sample.posix("x\($0)", inode: 100 + UInt64($0)) }
    let holder = Sample.holder(3187, "many")
    func snapshot(_ count: Int) -> Snapshot {
      Sample.judged(
        many,
        holders: Dictionary(
          uniqueKeysWithValues: (0..<count).map { (.file(inode: 100 + UInt64($0)), [holder]) }))
    }
    var stage = MonitorHarness(80, 12)
    stage.show(snapshot(10))
    stage.press(.character("P"), .enter, .end)
    stage.show(snapshot(1))
    #expect(stage.selected?.contains("x0") == true)
    stage.press(.enter)
    #expect(stage.text.hasPrefix("table > processes > many (3187) > posix:/x0"))
    stage.press(.escape)
    #expect(stage.selected?.contains("x0") == true)
  }

  @Test func `the cursor stays with its segment when others go before it`() {
    let holder = Sample.holder(3187, "many")
    let many = (0..<4).map { Sample.posix("x\($0)", inode: 100 + UInt64($0)) }
    func snapshot(_ held: [UInt64]) -> Snapshot {
      Sample.judged(
        many, holders: Dictionary(uniqueKeysWithValues: held.map { (.file(inode: $0), [holder]) }))
    }
    var stage = MonitorHarness(80, 12)
    stage.show(snapshot([100, 101, 102, 103]))
    stage.press(.character("P"), .enter, .down, .down)
    #expect(stage.selected?.contains("x2") == true)
    stage.show(snapshot([102, 103]))
    #expect(stage.selected?.contains("x2") == true)
  }

  @Test func `columns sort both ways, and the cursor stays with its process`() {
    var stage = stage()
    stage.press(.down)
    #expect(stage.selected?.contains("python3") == true)
    // /dev/shm is nearest its end.
    #expect(stage.lines[1].contains("SHM▾"))
    for _ in 0..<3 { stage.press(.character(">")) }
    #expect(stage.lines[1].contains("MEMFD▾"))
    #expect(stage.selected?.contains("python3") == true)
    // Behind GOES come UNIT and CMDLINE, for which 80 columns have no room.
    for _ in 0..<6 { stage.press(.character(">")) }
    #expect(stage.lines[1].contains("PID▴"))
    #expect(stage.lines[2].contains("python3"))
    stage.press(.character("I"))
    #expect(stage.lines[1].contains("PID▾"))
    #expect(stage.lines[2].contains("qemu"))
    stage.press(.character(">"), .character(">"))
    #expect(stage.lines[1].contains("COMMAND▴"))
    #expect(stage.lines[2].contains("pulse"))
  }

  @Test func `Enter shows the segments of a process, and Enter again the details`() throws {
    var stage = stage()
    stage.press(.enter)
    try stage.expectScreen("process-of-two")
    stage.press(.down, .enter)
    #expect(stage.lines[0].contains(" > memfd:1:14  memfd:pulse"))
    stage.press(.escape)
    #expect(stage.selected?.contains("memfd:pulse") == true)
    stage.press(.escape)
    #expect(stage.selected?.contains("qemu") == true)
    stage.press(.escape)
    #expect(stage.text.contains("sysv segments"))
  }

  @Test func `a process that has exited is said to hold no segment`() {
    var stage = stage()
    stage.press(.enter)
    stage.show(Sample.judged(Sample.mixed, holders: [:]))
    #expect(stage.lines[0].hasSuffix("holds no segment any more"))
    stage.press(.enter, .down, .end)
    #expect(stage.lines[0].hasPrefix("table > processes > qemu-system-x86 (3187)"))
    stage.press(.escape)
    #expect(stage.text.contains("No process holds a segment."))
  }

  @Test func `no holder seen does not mean no holder`() {
    #expect(stage(holders: [:]).text.contains("No process holds a segment."))
    #expect(
      stage(unreadable: [7], holders: [:]).text.contains(
        "Holders: none seen, but not all processes were read."))
    var none = MonitorHarness(80, 12)
    none.show(Sample.judged(Sample.mixed, unreadable: [7, 8, 9, 10], readable: 0))
    none.press(.character("P"))
    #expect(none.text.contains("Holders: not known: none of the 4 processes could be read."))
    var blind = MonitorHarness(80, 12)
    blind.show(Sample.snapshot(Sample.mixed))
    blind.press(.character("P"))
    #expect(blind.text.contains("Not known: processes were not scanned yet."))
  }

  @Test func `an empty list offers no key that needs a process, and such a key says so`() {
    var stage = stage(holders: [:])
    #expect(!stage.text.contains("Enter segments"))
    #expect(!stage.text.contains("K signal"))
    for key in [Key.enter, .character("K")] {
      stage.press(key)
      #expect(stage.lines.last == "there is no process in the list")
    }
    #expect(self.stage().lines.last?.contains("Enter segments  K signal") == true)
  }

  @Test func `a list longer than the screen scrolls`() {
    let many = (1...800).map { Sample.holder(Int32($0), "p\($0)") }
    var stage = stage(40, 10, holders: [.file(inode: 13): many])
    stage.press(.end)
    #expect(stage.selected?.contains("p800 ") == true)
    stage.press(.pageUp)
    #expect(stage.selected?.contains("p800 ") == false)
    stage.press(.home)
    #expect(stage.selected?.contains("p1 ") == true)
    for row in stage.lines { #expect(row.count <= 40) }
  }

  @Test func `help explains the columns`() {
    var stage = stage(80, 50)
    let help = stage.help()
    for word in ["TOTAL", "bytes freed when it exits", "Esc", "sort by the previous or next"] {
      #expect(help.contains(word), "\(word)")
    }
  }

  /// Removed System V segments without memory that use up SHMMNI, and a process with much memory.
  private func numbers(_ columns: Int = 80, _ rows: Int = 12) -> MonitorHarness {
    let segments = (1...48).map { Sample.systemV($0, attachments: 1, mode: 0o1600) }
    var holders: [HeldObject: [Holder]] = [
      .file(inode: 13): [Sample.holder(3187, "qemu-system-x86")]
    ]
    for number in 1...48 {
      holders[.systemV(ShmID(rawValue: Int32(number)))] = [Sample.holder(4242, "hog")]
    }
    var stage = MonitorHarness(columns, rows)
    stage.show(
      Sample.judged(segments + Sample.unlinked, holders: holders, numberLimit: 60))
    stage.press(.character("P"))
    return stage
  }

  @Test(arguments: [(80, 12), (40, 10)])
  func `the process that uses up the numbers comes first if they are near their end`(
    columns: Int, rows: Int
  ) throws {
    let stage = numbers(columns, rows)
    #expect(stage.lines[1].contains("SYSV▾"))
    #expect(stage.lines[2].contains("hog"))
    try stage.expectScreen("processes-by-numbers")
  }

  @Test func `a process says which numbers go when it exits`() throws {
    var stage = numbers()
    stage.press(.enter)
    #expect(
      stage.text.contains(
        "When it exits, 48 removed System V segments go: 48 of 60 numbers (SHMMNI); no"))
    try stage.expectScreen("process-of-numbers")
    var small = numbers(40, 16)
    small.press(.enter)
    #expect(
      small.lines.joined(separator: " ").contains("48 removed System V segments"), "\(small.text)")
  }

  @Test func `the column that the user chose stays`() {
    var stage = numbers()
    stage.press(.character(">"))
    #expect(stage.lines[1].contains("FDS▾"))
    stage.show(Sample.judged(Sample.unlinked))
    #expect(stage.lines[1].contains("FDS▾"))
  }

  @Test func `K asks about the process of the row, and about the one whose segments are shown`() {
    for keys in [[], [.enter]] as [[Key]] {
      var stage = numbers(80, 24)
      for key in keys { stage.press(key) }
      stage.press(.character("K"))
      #expect(stage.text.contains("hog (4242)"))
      #expect(stage.text.contains("holds 48 segments"))
      stage.forgetEffects()
      stage.press(.character("y"))
      #expect(stage.effects.count == 1)
      guard case .signal(.terminate, let holders)? = stage.effects.first else {
        Issue.record("\(stage.effects)")
        return
      }
      #expect(holders.map(\.process.rawValue) == [4242])
      #expect(holders[0].start == Sample.holder(4242, "hog").start)
    }
  }

  @Test func `K after the selected process has gone asks about no other`() {
    var stage = stage()
    stage.press(.home)
    #expect(stage.selected?.contains("qemu-system-x86") == true)
    let left: [HeldObject: [Holder]] = [
      .memfd(device: 1, inode: 14): [Sample.holder(900, "pulse")],
      .file(inode: 11): [Sample.holder(77, "python3")],
    ]
    stage.show(Sample.judged(Sample.mixed + Sample.unlinked, holders: left, later: 1))
    stage.press(.character("K"))
    #expect(stage.monitor.question == nil)
    #expect(
      stage.lines.last
        == "qemu-system-x86 (3187) holds no segment any more: choose another process")
    stage.press(.character("K"))
    #expect(stage.monitor.question != nil)
  }

  @Test func `a process that got the PID of another is another`() {
    var stage = stage()
    stage.press(.home, .enter)
    let other = Sample.holder(3187, "other", started: 900)
    stage.show(
      Sample.judged(
        Sample.mixed + Sample.unlinked, holders: [.file(inode: 13): [other]], later: 1))
    #expect(stage.lines[0].contains("holds no segment any more"))
  }

  @Test func `hostile names of processes are escaped`() {
    var stage = stage(
      120, 30, holders: [.file(inode: 13): [Sample.holder(1, "\u{1b}[2J\u{202e}\n")]])
    for _ in 0..<3 {
      for scalar in stage.lines.joined().unicodeScalars {
        #expect(scalar.properties.generalCategory != .control)
        #expect(scalar.properties.generalCategory != .format)
      }
      #expect(stage.text.contains(#"\e[2J\u{202e}\n"#))
      stage.press(.enter)
    }
  }
}
