import Canvas
import SafeText
import SystemPackage
import TestSupport
import Testing

@testable import Monitor

/// The table of keys in the settings file.
struct KeyLinesTests {
  private func parse(_ lines: String...) -> (keys: KeyMap, problems: [UserSettings.Problem]) {
    let text = "interval = 5\n[keys]\n" + lines.joined(separator: "\n")
    let (settings, problems) = UserSettings.parse(Array(text.utf8))
    #expect(settings.interval == 5000)
    return (settings.keys, problems)
  }

  private func keys(_ action: Action, in map: KeyMap) -> [Key] {
    map.keys(of: action, else: action.keys)
  }

  @Test func `one key, several or none are read, with comments and in any quotes`() {
    let (map, problems) = parse(
      "remove = \"D\" # not d", "filter = ['\\', \"f\", \"\\\\\"]", "signal=[ ]", "'hex' = 'F3'")
    #expect(problems.isEmpty, "\(problems)")
    #expect(
      map.chosen == [
        .remove: [.character("D")], .filter: [.character("\\"), .character("f")], .signal: [],
        .hex: [.function(3)],
      ])
  }

  @Test(arguments: [
    ("remov = \"D\"", "there is no action 'remov'; did you mean remove?"),
    ("next_segment = \"D\"", "there is no action 'next_segment'; did you mean next-segment?"),
    (
      "frobnicate = \"D\"",
      "there is no action 'frobnicate'; the file that the monitor saves lists all"
    ),
    ("theme = \"dark\"", "theme is no action: settings stand before [keys]"),
    (
      "remove = \"Page Up\"",
      "there is no key 'Page Up'; write it as help does, such as d, ^L, F5, Space, Esc or PgUp"
    ),
    (
      "remove = \"\\u001b[2J\"",
      "there is no key '\\e[2J'; write it as help does, such as d, ^L, F5, Space, Esc or PgUp"
    ),
    (
      "remove = [\"A\", \"B\", \"C\", \"D\", \"E\", \"M\", \"N\", \"O\", \"R\"]",
      "remove can have at most 8 keys"
    ),
    ("remove = 3", "expected a key in quotes, a list such as [\"d\", \"F9\"], or [] for none"),
    ("remove = [\"D\" \"E\"]", "expected ',' or ']' in the list"),
    ("remove = D", "expected text in quotes, a number, true, false, or a list in brackets"),
    ("hex = \"^C\"", "^C always quits"),
    ("remove = \"y\"", "y answers questions: give remove another key"),
    ("remove = \"Tab\"", "Tab acts in questions: give remove another key"),
    ("signal = [\"W\", \"Enter\"]", "Enter acts in questions: give signal another key"),
    ("hex = \"Right\"", "Right acts in questions: give hex another key"),
    ("remove = \"K\"", "remove keeps its keys: K is signal in the table; choose another key"),
    (
      "remove = [\"K\", \"x\"]",
      "remove keeps its keys: x is hex in the table, K is signal in the table; choose another key"
    ),
    ("pin = \"z\"", "pin keeps its keys: z is squeeze in the hex screen; choose another key"),
    (
      "down = \"a\"",
      "down keeps its keys: a is automatic-columns in the column menu; choose another key"
    ),
    (
      "find = \"Tab\"",
      "find keeps its keys: Tab is switch-side in the hex screen; choose another key"
    ),
    ("[keys]", "[keys] appears twice"),
    ("\u{1b}[31m = 1", "expected a name"),
  ])
  func `a wrong line is said with its number, and the others count`(line: String, words: String) {
    let (map, problems) = parse("quit = \"Q\"", line, "help = \"F2\"")
    #expect(problems.map(\.line) == [4], "\(problems)")
    #expect(problems.first?.text.string == words, "\(problems)")
    let own = map.chosen.filter { $0.key != .quit && $0.key != .help }
    #expect(own.isEmpty)
    #expect(keys(.help, in: map) == [.function(2)])
  }

  @Test func `a second line for an action is said, and the first counts`() {
    let (map, problems) = parse("hex = \"X\"", "hex = \"F3\"")
    #expect(map.chosen == [.hex: [.character("X")]])
    #expect(problems.first?.text.string == "hex has keys already")
  }

  @Test func `two actions can swap their keys`() {
    let (map, problems) = parse("remove = \"K\"", "signal = \"d\"")
    #expect(problems.isEmpty, "\(problems)")
    #expect(map.chosen.count == 2)
  }

  @Test func `of two lines that share a key the later one is wrong`() {
    let (map, problems) = parse("hex = \"F3\"", "processes = \"F3\"")
    #expect(map.chosen == [.hex: [.function(3)]])
    #expect(problems.map(\.line) == [4])
    #expect(
      problems.first?.text.string
        == "processes keeps its keys: F3 is hex in the table; choose another key")
  }

  @Test func `a line whose key comes back to another action is wrong too`() {
    let (map, problems) = parse("remove = \"K\"", "signal = \"F\"")
    #expect(map.chosen.isEmpty)
    #expect(problems.map(\.line) == [3, 4])
    #expect(
      problems.map(\.text.string) == [
        "remove keeps its keys: K is signal in the table; choose another key",
        "signal keeps its keys: F is follow in the table; choose another key",
      ])
  }

  @Test func `a key whose action is on other screens only is free`() {
    let (map, problems) = parse("tag-all = \"w\"", "follow = \"=\"")
    #expect(problems.isEmpty, "\(problems)")
    #expect(map.chosen.count == 2)
  }

  @Test func `Esc can quit if it no longer goes back`() {
    #expect(parse("back = \"Bksp\"", "quit = \"Esc\"").problems.isEmpty)
    #expect(parse("quit = \"Esc\"").problems.count == 1)
  }

  @Test func `the usual keys of each action can be written down`() {
    let text = String(decoding: UserSettings().text, as: UTF8.self)
    for action in Action.allCases {
      let line = text.split(separator: "\n").first { $0.hasPrefix("# \(action.rawValue) = ") }
      let (map, problems) = parse(String(line?.dropFirst(2) ?? ""))
      #expect(problems.isEmpty, "\(action) \(problems)")
      #expect(map.chosen == [action: action.keys])
      for scope in KeyScope.all {
        for entry in scope.entries where entry.action == action {
          #expect(map.keys(of: action, else: entry.keys) == entry.keys)
        }
      }
    }
  }

  @Test func `what was rebound is saved, and read back`() {
    let (map, _) = parse(
      "remove = [\"D\", \"F8\"]", "filter = \"\\\\\"", "strings = '\"'", "signal = []",
      "page-down = [\"Space\", \"PgDn\"]", "tag = \"t\"", "pin = \"é\"")
    #expect(map.chosen.count == 7)
    var stage = MonitorHarness(keys: map)
    stage.show(Sample.judged(Sample.mixed))
    stage.press(.character("S"))
    guard case .saveSettings(let settings)? = stage.effects.last else {
      Issue.record("nothing is saved")
      return
    }
    #expect(settings.keys == map)
    let (read, problems) = UserSettings.parse(settings.text)
    #expect(problems.isEmpty, "\(problems)")
    #expect(read.keys == map)
    #expect(read.text == settings.text)
    let text = String(decoding: settings.text, as: UTF8.self)
    #expect(
      text.hasPrefix("# Settings of shmtop. Key S writes them, and keeps all other lines.\n\n# "))
  }

  @Test func `the examples in the manual are read without a complaint`() throws {
    let root = (0..<4).reduce(FilePath(#filePath)) { path, _ in path.removingLastComponent() }
    let page = root.appending("Sources/Manual").appending("shmtop-config.5")
    let text = try #require(try GoldenFile(page).content())
    let chosen = text.split(separator: "\n.Bd -literal -offset indent\n").dropFirst().map { part in
      let example = part.split(separator: "\n.Ed")[0].replacing("\\-", with: "-")
        .replacing("\\(ha", with: "^")
      let (settings, problems) = UserSettings.parse(Array(example.utf8))
      #expect(problems.isEmpty, "\(problems)")
      return settings.keys.chosen.count
    }
    #expect(chosen == [3, 0, 3])
  }

  @Test func `any lines leave one meaning to each key, and are saved as they are read`() {
    var random = SeededGenerator(seed: 73)
    let names = KeyScope.all.flatMap { $0.entries.flatMap(\.keys) }.map(\.text.utf8)
    for _ in 0..<300 {
      var text = Array("[keys]\n".utf8)
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let action = Action.allCases.randomElement(using: &random) ?? .help
        let keys = (0..<Int.random(in: 0...3, using: &random)).map { _ in
          names.randomElement(using: &random) ?? []
        }
        var line = Array("\(action.rawValue) = ".utf8) + SettingsValue.list(keys).text
        if Int.random(in: 0..<8, using: &random) == 0 {
          line[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        text += line + [0x0a]
      }
      let (settings, problems) = UserSettings.parse(text)
      #expect(settings.keys.conflicts.isEmpty)
      let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false).count
      #expect(problems.allSatisfy { (2...lines).contains($0.line) && !$0.text.isEmpty })
      let (read, more) = UserSettings.parse(settings.text)
      #expect(more.isEmpty, "\(more)")
      #expect(read.keys == settings.keys)
    }
  }

  @Test func `bytes that are no text are refused`() {
    let (settings, problems) = UserSettings.parse(
      Array("[keys]\nremove = \"".utf8) + [0xff, 0x22, 0x0a] + Array("hex = \"".utf8)
        + [0x1b, 0x22, 0x0a, 0, 0x0a] + Array("quit = \"Q\"".utf8))
    #expect(settings.keys.chosen == [.quit: [.character("Q")]])
    #expect(problems.map(\.line) == [2, 3, 4])
  }
}
