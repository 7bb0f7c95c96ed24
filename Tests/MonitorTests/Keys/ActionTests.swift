import Canvas
import Formatting
import SafeText
import Testing

@testable import Monitor

/// The actions that keys can be given to, and the names of keys.
struct ActionTests {
  @Test func `names are lower-case words, and every action is bound`() {
    let bound = Set(KeyScope.all.flatMap { $0.entries.compactMap(\.action) })
    for action in Action.allCases {
      #expect(bound.contains(action), "\(action)")
      #expect(action.rawValue.allSatisfy { $0 == "-" || ("a"..."z").contains($0) }, "\(action)")
      #expect(!action.keys.isEmpty, "\(action)")
    }
  }

  @Test func `an action has one binding on each screen`() {
    for scope in KeyScope.all {
      let actions = Dictionary(grouping: scope.entries.compactMap(\.action)) { $0 }
      let twice = actions.filter { $0.value.count > 1 }.map(\.key)
      // With a filter it means the rows that are shown.
      #expect(twice.filter { $0 != .tagAll } == [], "\(scope.name.string)")
    }
  }

  @Test func `without rebinding no key has two meanings`() {
    #expect(KeyMap().conflicts.map { $0.text(for: $0.actions[0]).string } == [])
  }

  @Test func `the keys of a binding are those of its action, as far as they are free`() {
    for scope in KeyScope.all {
      for entry in scope.entries {
        guard let action = entry.action else { continue }
        #expect(entry.keys.first == action.keys.first, "\(action) in \(scope.name.string)")
      }
    }
  }

  @Test func `each key is read as help writes it`() throws {
    let bound = KeyScope.all.flatMap { $0.entries.flatMap(\.keys) }
    let letters = (0x21..<0x7f).map { Key.character(Unicode.Scalar(UInt8($0))) }
    for key in bound + letters + [.character("é"), .character("ж")] + (1...12).map(Key.function) {
      #expect(try Key(name: key.text.utf8) == key, "\(key)")
    }
  }

  @Test func `words are read in any case, letters are not`() throws {
    for (name, key) in [
      ("pgup", Key.pageUp), ("ESC", .escape), ("f9", .function(9)), ("^l", .control("l")),
      ("s-tab", .backTab), (" ", .character(" ")), ("d", .character("d")), ("D", .character("D")),
      ("^", .character("^")),
    ] {
      #expect(try Key(name: Array(name.utf8)) == key, "\(name)")
    }
  }

  @Test(arguments: [
    "", "dd", "Page Up", "Ctrl-L", "F0", "F13", "^1", "^é", "\u{1b}", "\u{7f}", "e\u{301}",
    "\u{202e}", "\u{200b}", "\u{a0}", "^^", "\t",
  ])
  func `what is no key is said`(name: String) {
    let problem = #expect(throws: SettingsLine.Problem.self) { try Key(name: Array(name.utf8)) }
    #expect(problem?.text.string.hasPrefix("there is no key '") == true, "\(name)")
    #expect(problem?.text.string.hasSuffix("such as d, ^L, F5, Space, Esc or PgUp") == true)
  }

  @Test func `a key that the terminal keeps is said`() {
    for (name, words) in [
      ("^C", "^C always quits"), ("^Z", "^Z always suspends"),
      ("^i", "a terminal sends ^I for Tab: write Tab"),
      ("^M", "a terminal sends ^M for Enter: write Enter"),
      ("^S", "^S stops or continues the output of the terminal"),
    ] {
      let problem = #expect(throws: SettingsLine.Problem.self) { try Key(name: Array(name.utf8)) }
      #expect(problem?.text.string == words)
    }
  }
}
