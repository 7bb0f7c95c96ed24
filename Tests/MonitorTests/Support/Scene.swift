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
  private let make: @Sendable (Display) -> MonitorHarness

  init(_ name: String, _ make: @escaping @Sendable (Display) -> MonitorHarness) {
    self.name = name
    self.make = make
  }

  var testDescription: String { name }

  /// A monitor on that display in this state.
  func stage(_ display: Display) -> MonitorHarness { make(display) }

  /// The scene of that name.
  static func named(_ name: String) -> Scene? { all.first { $0.name == name } }

  static let all =
    lists + tables + help + dialogs + forms + bytes + bytePrompts + editing + searches
}

/// The table, the processes, and what is opened from them.
extension Scene {
  static let lists = [
    Scene("waiting") { MonitorHarness($0) },
    Scene("empty") { table($0, Sample.snapshot([])) },
    Scene("table") { table($0) },
    Scene("table-selected") { table($0, keys: "Down Down") },
    Scene("table-tagged") { table($0, keys: "Space Down Space") },
    Scene("table-new-and-gone") { display in
      var stage = table(display)
      stage.show(
        Sample.judged(
          Array(Sample.mixed.dropFirst()) + [Sample.posix("new", inode: 40)], holders: holders,
          later: 1))
      return stage
    },
    Scene("table-filtered") { table($0, keys: "f 'state=orphan state=idle' Enter") },
    Scene("table-read-only") { display in
      var stage = MonitorHarness(display, sortedBy: .label, isReadOnly: true)
      stage.show(Sample.judged(Sample.mixed, unreadable: [1]))
      return stage
    },
    Scene("table-paused") { table($0, keys: "p") },
    Scene("table-scrolled") { table($0, keys: "Right Right Right Right") },
    Scene("table-grouped") { grouped($0, keys: "Down") },
    Scene("table-unfolded") { grouped($0, keys: "Down Right Down Space") },
    Scene("group-menu") { table($0, keys: "z Down") },
    Scene("table-changing") { changing($0) },
    Scene("column-menu") { table($0, keys: "c Down Space Down") },
    Scene("sort-menu") { table($0, keys: "s Down") },
    Scene("find-prompt") { table($0, keys: "/ 'sem'") },
    Scene("filter-prompt") { table($0, keys: "f") },
    Scene("filter-prompt-problem") { table($0, keys: "f 'colour=red' Enter") },
    Scene("details") { table($0, keys: "Enter") },
    Scene("details-held") { table($0, keys: toHeld + "Enter Tab") },
    Scene("details-end") { table($0, keys: "Enter End") },
    Scene("details-system-v") { table($0, keys: "Home Enter") },
    Scene("details-removed") { table($0, keys: toHeld + "Up Enter") },
    Scene("details-vanished") { display in
      var stage = table(display, keys: "Enter")
      stage.show(Sample.judged(Array(Sample.mixed.dropFirst()), holders: holders, later: 1))
      return stage
    },
    Scene("processes") { table($0, keys: "P Down") },
    Scene("processes-unread") { display in
      table(
        display,
        Sample.judged(Sample.mixed + Sample.unlinked, holders: holders, unreadable: [1, 812]),
        keys: "P End")
    },
    Scene("process") { table($0, keys: "P Enter") },
    Scene("process-grouped") { table($0, keys: "P Enter z Home Down Down Enter") },
  ]
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
  static let toHeld: KeyScript = "End Up"

  static func table(
    _ display: Display, _ snapshot: Snapshot? = nil, keys: KeyScript = []
  ) -> MonitorHarness {
    var stage = MonitorHarness(display, sortedBy: .label)
    stage.show(snapshot ?? Sample.judged(Sample.mixed + Sample.unlinked, holders: holders))
    stage.play(keys)
    return stage
  }
}
