import Canvas
import Contents
import Formatting
import Kernel
import SafeText
import SharedMemory
import Testing

@testable import Monitor

/// Keys of the user in place of the usual ones.
struct RebindingTests {
  /// A monitor with these lines in its table of keys.
  private func stage(
    _ lines: String..., rows: Int = 24, isReadOnly: Bool = false
  ) throws -> MonitorHarness {
    let text = "[keys]\n" + lines.joined(separator: "\n")
    let (settings, problems) = UserSettings.parse(Array(text.utf8))
    try #require(problems.isEmpty, "\(problems)")
    var stage = MonitorHarness(
      100, rows, sortedBy: .label, isReadOnly: isReadOnly, keys: settings.keys)
    stage.show(
      Sample.judged(
        [Sample.orphan(1), Sample.orphan(2), Sample.orphan(3)],
        holders: [.file(inode: 2): [Sample.holder(3187, "one")]]))
    return stage
  }

  @Test func `replace the usual ones on every screen, in footer and help`() throws {
    for path in [[], [.enter], [.character("x")]] as [[Key]] {
      var stage = try stage(#"remove = ["D", "F8"]"#, rows: 60)
      for key in path { stage.press(key) }
      stage.answer(.success(.file))
      #expect(stage.lines.last?.contains("D remove") == true, "\(path)")
      let help = stage.help()
      #expect(help.contains("D F8 "), "\(help)")
      #expect(!help.contains("d F9 Del"), "\(help)")
      stage.press(.character("d"))
      #expect(stage.lines.last == "d does nothing here; ? lists the keys")
      for key in [Key.character("D"), .function(8)] {
        var stage = stage
        stage.forgetEffects()
        stage.press(key)
        #expect(stage.effects.contains { if case .foreseeRemoval = $0 { true } else { false } })
      }
    }
  }

  @Test(arguments: [[], [.open], [.processes], [.processes, .open], [.hex]] as [[Action]])
  func `leave the usual ones without a meaning`(path: [Action]) throws {
    var map = KeyMap()
    for (index, action) in Action.allCases.enumerated() {
      map.chosen[action] = [.character(try #require(Unicode.Scalar(0x430 + UInt32(index))))]
    }
    #expect(map.conflicts.isEmpty)
    var start = MonitorHarness(100, 60, sortedBy: .label, keys: map)
    start.show(
      Sample.judged(
        [Sample.orphan(1), Sample.orphan(2)],
        holders: [.file(inode: 1): [Sample.holder(3187, "one")]]))
    for action in path { start.press(map.chosen[action]?[0] ?? .tab) }
    start.answer(.success(.file))
    let ascii = (0x20..<0x7f).map { Key.character(Unicode.Scalar(UInt8($0))) }
    // Esc goes back as long as it is the key of no other action.
    for key in Set(Action.allCases.flatMap(\.keys)).union(ascii) where key != .escape {
      var stage = start
      stage.forgetEffects()
      stage.press(key)
      #expect(stage.lines.last == "\(key.text.string) does nothing here; \u{430} lists the keys")
      #expect(stage.effects == [])
    }
    start.press(.character("\u{430}"))
    let page = start.lines.filter { $0.contains("│ ") }.map { $0.split(separator: "│")[1] }
    for line in page where !line.allSatisfy({ $0 == " " }) {
      let key = line.dropFirst().unicodeScalars.first
      #expect(key.map { $0 == " " || ("\u{430}"..."\u{470}").contains($0) } == true, "\(line)")
    }
  }

  @Test func `move in tables, menus and help, and so does the wheel`() throws {
    var stage = try stage(
      #"down = "n""#, #"up = "e""#, #"next-match = "J""#, #"byte-order = "L""#, rows: 12)
    let first = stage.selected
    stage.press(.character("n"))
    let second = stage.selected
    #expect(first != second)
    stage.press(.down)
    #expect(stage.selected == second)
    stage.press(.character("e"))
    #expect(stage.selected == first)
    stage.send(.mouse(Mouse(.wheelDown, at: Position(row: 0, column: 0))))
    #expect(stage.selected?.contains("psm_3") == true)
    stage.press(.character("s"))
    let menu = stage.text
    stage.press(.character("n"))
    #expect(stage.text != menu)
    stage.press(.character("e"))
    #expect(stage.text == menu)
    stage.press(.escape, .character("?"))
    let page = stage.text
    stage.press(.character("n"))
    #expect(stage.text != page)
  }

  @Test func `can be taken away, and ^C still quits`() throws {
    var stage = try stage("quit = []", "help = \"F2\"", rows: 60)
    #expect(stage.lines.last?.contains("quit") == false)
    stage.press(.character("q"))
    #expect(stage.lines.last == "q does nothing here; F2 lists the keys")
    #expect(!stage.effects.contains(.quit))
    stage.press(.function(2))
    let line = stage.lines.first { $0.contains("^C") }
    #expect(line?.contains("│ ^C ") == true, "\(stage.text)")
    #expect(line?.contains(" quit") == true)
    // The key that opens help closes it.
    stage.press(.function(2))
    #expect(!stage.text.contains("Help 1/"))
  }

  @Test func `leave menus by Esc, whatever goes back elsewhere`() throws {
    var stage = try stage("back = \"Bksp\"")
    stage.press(.character("s"), .escape)
    #expect(!stage.text.contains("Sort by"))
    stage.press(.character("s"), .backspace)
    #expect(!stage.text.contains("Sort by"))
  }

  @Test(
    arguments: [false, true],
    [[.enter], [.character("P")], [.character("P"), .enter], [.character("x")]] as [[Key]])
  func `leave every screen by Esc, whatever goes back`(isLocked: Bool, path: [Key]) {
    var map = KeyMap()
    map.chosen = isLocked ? [.back: [], .quit: [], .help: []] : [.back: [.backspace]]
    var stage = MonitorHarness(100, 24, sortedBy: .label, keys: map)
    stage.show(
      Sample.judged(
        [Sample.orphan(1)], holders: [.file(inode: 1): [Sample.holder(3187, "one")]]))
    for key in path { stage.press(key) }
    stage.answer(.success(.file))
    #expect(stage.lines[0].hasPrefix("table > "))
    if isLocked {
      #expect(stage.lines.last?.contains("Esc back") == true, "\(stage.text)")
      var other = stage
      other.press(.function(12))
      #expect(other.lines.last == "F12 does nothing here")
    }
    for _ in path { stage.press(.escape) }
    #expect(!stage.lines[0].hasPrefix("table > "))
  }

  @Test func `do not change what answers a question`() throws {
    var stage = try stage(
      "quit = \"Q\"", "down = \"n\"", "next-match = \"J\"", "sort = \"Enter\"", "open = \"O\"")
    stage.press(.character("d"))
    stage.send(.removalForeseen([:]))
    #expect(stage.text.contains("Remove"))
    var kept = stage
    kept.press(.character("n"))
    #expect(!kept.text.contains("Keep it"))
    kept = stage
    kept.press(.character("Q"))
    #expect(kept.text.contains("Keep it"))
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging).count == 1)
  }

  @Test func `type letters in prompts`() throws {
    var stage = try stage("quit = \"x\"", "hex = \"X\"")
    stage.press(.character("f"))
    stage.type("x")
    #expect(stage.lines.last?.hasPrefix("filter: x") == true)
    #expect(!stage.effects.contains(.quit))
  }

  @Test func `stand in messages that name a key`() throws {
    var stage = try stage(
      "fold-all = \"f\"", "filter = \"F4\"", "group = \"F3\"", "back = \"F7\"", "quit = []",
      "bookmarks = []")
    stage.press(.character("f"))
    #expect(stage.lines.last == "rows are not grouped: press F3")
    stage.press(.function(7))
    #expect(stage.lines.last == "nothing to go back to; ^C quits")
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.press(.character("b"))
    #expect(stage.lines.last == "bookmark set; 'bookmarks' lists them")
  }

  @Test func `of a range replace the usual ones too`() throws {
    var stage = try stage("range = \"v\"", "detail-pane = \"V\"", "tag = \"t\"")
    stage.press(.character("v"), .down, .character("t"))
    #expect(stage.text.contains("2 tagged"))
  }

  @Test func `that change something are refused in read-only mode`() throws {
    var stage = try stage("remove = \"D\"", "signal = \"W\"", isReadOnly: true)
    for key in [Key.character("D"), .character("W")] {
      stage.press(key)
      #expect(stage.lines.last == "read-only: nothing is removed, signalled or changed")
      #expect(stage.effects.filter(\.isChanging) == [])
    }
    #expect(!stage.help().contains("asks first"))
  }

  @Test func `clear the filter when they go back`() throws {
    var stage = try stage("back = \"F7\"", "filter = \"\\\\\"")
    stage.press(.character("\\"))
    stage.type("orphan1")
    stage.press(.enter, .function(7))
    #expect(stage.lines.last == "press F7 again to clear the filter")
    stage.press(.down, .function(7))
    #expect(stage.lines.last == "press F7 again to clear the filter")
    stage.press(.function(7))
    #expect(!stage.text.contains("filter 1/3"))
  }
}
