import Canvas
import Contents
import Monitor
import Formatting
import Query
import SafeText
import SharedMemory
import Testing

/// A state of the monitor that people see, and the keys and events that lead there.
struct Scene: Sendable, CustomTestStringConvertible {
  /// The first part of the names of its golden screens.
  let name: String
  /// Whether the largest screen shows more of it than others do.
  let growsWithScreen: Bool
  private let make: @Sendable (Size) -> MonitorHarness

  init(
    _ name: String, growsWithScreen: Bool = false,
    _ make: @escaping @Sendable (Size) -> MonitorHarness
  ) {
    self.name = name
    self.growsWithScreen = growsWithScreen
    self.make = make
  }

  var testDescription: String { name }

  /// A monitor of that size in this state.
  func stage(_ size: Size) -> MonitorHarness { make(size) }

  static let all = lists + help + dialogs + bytes + bytePrompts + searches
}

/// The table, the processes, and what is opened from them.
extension Scene {
  private static let lists = [
    Scene("waiting") { MonitorHarness($0.columns, $0.rows) },
    Scene("empty") { table($0, Sample.snapshot([])) },
    Scene("table", growsWithScreen: true) { table($0) },
    Scene("table-selected") { table($0, keys: [.down, .down]) },
    Scene("table-tagged") { table($0, keys: [.character(" "), .down, .character(" ")]) },
    Scene("table-new-and-gone") { size in
      var stage = table(size)
      stage.show(
        Sample.judged(
          Array(Sample.mixed.dropFirst()) + [Sample.posix("new", inode: 40)], holders: holders,
          later: 1))
      return stage
    },
    Scene("table-filtered") { size in
      var stage = table(size, keys: [.character("f")])
      stage.type("state=orphan state=idle")
      stage.press(.enter)
      return stage
    },
    Scene("table-read-only") { size in
      var stage = MonitorHarness(size.columns, size.rows, sortedBy: .label, isReadOnly: true)
      stage.show(Sample.judged(Sample.mixed, unreadable: [1]))
      return stage
    },
    Scene("table-paused") { table($0, keys: [.character("p")]) },
    Scene("table-scrolled") { table($0, keys: [.right, .right, .right, .right]) },
    Scene("table-grouped", growsWithScreen: true) { grouped($0, keys: [.down]) },
    Scene("table-unfolded") { grouped($0, keys: [.down, .right, .down, .character(" ")]) },
    Scene("group-menu") { table($0, keys: [.character("z"), .down]) },
    Scene("table-changing", growsWithScreen: true) { changing($0) },
    Scene("column-menu") { table($0, keys: [.character("c"), .down, .character(" "), .down]) },
    Scene("sort-menu") { table($0, keys: [.character("s"), .down]) },
    Scene("find-prompt") { size in
      var stage = table(size, keys: [.character("/")])
      stage.type("sem")
      return stage
    },
    Scene("filter-prompt") { table($0, keys: [.character("f")]) },
    Scene("filter-prompt-problem") { size in
      var stage = table(size, keys: [.character("f")])
      stage.type("colour=red")
      stage.press(.enter)
      return stage
    },
    Scene("help", growsWithScreen: true) { table($0, keys: [.character("?")]) },
    Scene("help-end") { table($0, keys: [.character("?"), .end]) },
    Scene("details", growsWithScreen: true) { table($0, keys: [.enter]) },
    Scene("details-held") { table($0, keys: toHeld + [.enter, .tab]) },
    Scene("details-end") { table($0, keys: [.enter, .end]) },
    Scene("processes", growsWithScreen: true) { table($0, keys: [.character("P"), .down]) },
    Scene("process", growsWithScreen: true) { table($0, keys: [.character("P"), .enter]) },
  ]
}

/// What asks before it acts.
extension Scene {
  private static let dialogs = [
    Scene("remove-orphan") { size in
      table(size, Sample.judged([Sample.orphan(1)]), keys: [.character("d")])
    },
    Scene("remove-held") { table($0, keys: toHeld + [.character("d")]) },
    Scene("remove-typed") { size in
      var stage = table(
        size, Sample.judged([Sample.posix("PostgreSQL.77", inode: 1, age: 7200)]),
        keys: [.character("d")])
      stage.type("posix:/Po")
      return stage
    },
    Scene("remove-changed") { size in
      var stage = table(size, Sample.judged([Sample.orphan(1)]), keys: [.character("d"), .tab])
      stage.show(
        Sample.judged(
          [Sample.orphan(1)], holders: [.file(inode: 1): [Sample.holder(3187, "late")]], later: 1))
      return stage
    },
    Scene("remove-several", growsWithScreen: true) { several($0) },
    Scene("remove-several-end") { size in
      var stage = several(size)
      stage.press(.end)
      return stage
    },
    Scene("removing") { removing($0, [(.removed, "")], isDone: false) },
    Scene("removed-several") {
      removing($0, [(.removed, ""), (.failed, "no such luck")], isDone: true)
    },
    Scene("signal") { table($0, keys: toHeld + [.enter, .tab, .character("K"), .down]) },
    Scene("signal-several") { table($0, keys: [.end, .character("K")]) },
    Scene("look") { size in
      var stage = table(
        size, Sample.snapshot([Sample.systemV(5)]), keys: [.character("x")])
      stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
      return stage
    },
  ]

  /// A removal of several segments, with the outcomes and messages of the first of them.
  private static func removing(
    _ size: Size, _ outcomes: [(RemovalSummary.Outcome, DisplayText)], isDone: Bool
  ) -> MonitorHarness {
    var stage = several(size)
    stage.press(.character("y"))
    guard let (run, targets) = stage.removal else { return stage }
    var progress = BulkProgress(total: targets.count)
    for (target, (outcome, message)) in zip(targets, outcomes) {
      progress.add(RemovalSummary.Entry(of: target, outcome, message: message))
    }
    stage.send(.removing(run, progress, isDone: isDone))
    return stage
  }

  /// The question about orphans and others, all of which are tagged.
  private static func several(_ size: Size) -> MonitorHarness {
    table(
      size,
      Sample.judged(
        (1...9).map { Sample.orphan(100 + $0) } + Sample.mixed + [
          Sample.posix("PostgreSQL.77", inode: 61, age: 7200),
          Sample.posix("notes.txt", inode: 62, age: 7200), Sample.systemV(5, attachments: 1),
        ], holders: holders),
      keys: [.character("T"), .character("d")])
  }
}

/// The bytes of a segment.
extension Scene {
  private static let bytes = [
    Scene("hex-opening") { MonitorHarness.contents($0.columns, $0.rows) },
    Scene("hex", growsWithScreen: true) { hex($0) },
    Scene("hex-changes") { size in
      var stage = hex(size)
      stage.press(.right, .character("b"), .down)
      var changed = Self.contents
      changed.pages[0]?[0x13] = 0x21
      stage.send(.contentsDue)
      stage.read(from: changed, later: 1)
      return stage
    },
    Scene("hex-compared") { size in
      var stage = hex(size)
      stage.press(.character(" "))
      var changed = Self.contents
      changed.pages[0]?[3] = 0x21
      for seconds in 1...30 {
        stage.send(.contentsDue)
        stage.read(from: changed, later: Int64(seconds))
      }
      return stage
    },
    Scene("hex-text-side") { size in
      var stage = hex(size)
      stage.press(.tab, .right, .right)
      return stage
    },
    Scene("hex-found") { size in
      var stage = hex(size)
      stage.press(.character("/"))
      stage.type("746f")
      stage.press(.enter)
      stage.finish(.searched(.success(.found(0x12))))
      return stage
    },
    Scene("hex-searching") { size in
      var stage = hex(size)
      stage.press(.character("/"))
      stage.type("ff")
      stage.press(.enter)
      stage.tell(.reached(ContentsProgress(offset: 0x80000, done: 1 << 19, total: 1 << 20)))
      return stage
    },
    Scene("hex-all-rows") { hex($0, keys: [.character("z")]) },
    Scene("hex-end") { hex($0, keys: [.end]) },
    Scene("hex-gone") { size in
      var stage = hex(size)
      stage.send(.contentsGone(stage.session))
      return stage
    },
    Scene("hex-remove") { hex($0, keys: [.character("d")]) },
    Scene("hex-help", growsWithScreen: true) { hex($0, keys: [.character("?")]) },
    Scene("bookmarks") { size in
      hex(
        size,
        keys: [.character("b"), .right, .down, .character("b"), .character("B"), .down])
    },
  ]

  private static let bytePrompts = [
    Scene("goto-prompt") { size in
      var stage = hex(size, keys: [.character(":")])
      stage.type("0x10")
      return stage
    },
    Scene("goto-prompt-problem") { size in
      var stage = hex(size, keys: [.character(":")])
      stage.type("nowhere")
      stage.press(.enter)
      return stage
    },
    Scene("find-bytes-prompt") { hex($0, keys: [.character("/")]) },
    Scene("find-text-prompt") { size in
      var stage = hex(size, keys: [.tab, .character("/")])
      stage.type("é")
      return stage
    },
    Scene("save-from-prompt") { hex($0, keys: [.character("w")]) },
    Scene("save-count-prompt") { hex($0, keys: [.character("w"), .enter]) },
    Scene("save-file-prompt") { hex($0, keys: [.character("w"), .enter, .enter]) },
  ]

  /// A megabyte with text at its start, a page of numbers and holes.
  static let contents = SparseContents(
    length: 1 << 20,
    pages: [
      0: Array("Some text to look at, é and so on.\n\t\u{1b}[0m".utf8),
      9: (0..<4096).map { UInt8($0 % 256) },
    ])

  static func hex(_ size: Size, keys: [Key] = []) -> MonitorHarness {
    var stage = MonitorHarness.contents(size.columns, size.rows)
    stage.read(from: contents)
    stage.send(
      .contentsMapped(
        stage.session,
        ContentsMap(
          room: max(0, size.columns - 4), cellSize: 1 << 14,
          cells: [.init(.mixed), .init(.hole), .init(.mixed, hasChanged: true), .init(.hole)])))
    for key in keys {
      stage.press(key)
      stage.read(from: contents)
    }
    return stage
  }
}

/// What the scenes start from.
extension Scene {
  static let holders: [HeldObject: [Holder]] = [
    .file(inode: 12): [Sample.holder(77, "python3"), Sample.holder(3190, "t\u{1b}wo")],
    .file(inode: 13): [Sample.holder(3187, "qemu-system-x86")],
    .memfd(device: 1, inode: 14): [
      Sample.holder(900, "pulse"), Sample.holder(3187, "qemu-system-x86"),
    ],
  ]

  /// The keys that lead to the row of a file with holders.
  private static let toHeld: [Key] = [.end, .up]

  static func table(
    _ size: Size, _ snapshot: Snapshot? = nil, keys: [Key] = []
  ) -> MonitorHarness {
    var stage = MonitorHarness(size.columns, size.rows, sortedBy: .label)
    stage.show(snapshot ?? Sample.judged(Sample.mixed + Sample.unlinked, holders: holders))
    for key in keys { stage.press(key) }
    return stage
  }
}
