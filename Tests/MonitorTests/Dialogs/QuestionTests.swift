import Canvas
import Monitor
import SafeText
import Testing

@testable import Monitor

/// What stands between a key and an act, on every screen.
struct QuestionTests {
  private static let display = Display(Size(columns: 80, rows: 24))

  @Test(arguments: Scene.all)
  func `no key acts by itself but the answer to a question`(scene: Scene) {
    var start = scene.stage(Self.display)
    let buttons = start.monitor.frame.buttons
    let keys = Key.every.filter { key in
      var stage = start
      stage.forgetEffects()
      stage.press(key)
      return stage.effects.contains(where: \.isAct)
    }
    start.forgetEffects()
    // At first Enter presses the safe button, which stands first.
    let answers: Set<Key> =
      buttons.isEmpty
      ? [] : buttons[0].isFocused ? [.character("y")] : [.character("y"), .enter]
    #expect(answers.isSuperset(of: keys), "\(keys)\n\(start.text)")
  }

  @Test(arguments: Scene.all) func `a button names its key`(scene: Scene) throws {
    for display in Display.all {
      let stage = scene.stage(display)
      for (text, _) in stage.monitor.frame.buttons {
        let name = try #require(text.split(separator: " ").dropLast().last, "\(text)")
        #expect(text.contains(": ") && (try? Key(name: Array(name.utf8))) != nil, "\(text)")
      }
    }
  }

  @Test func `a question opens with the safe button focused`() {
    let openings: [KeyScript] = [
      "d", "End Up d", "Space Down Space d", "End Up K", "P K", "P Enter d", "x d", "End Enter K",
      "C '/new' Tab '1M' Enter", "End Up R '0' Enter", "End Up Enter R '0' Enter",
      "Home o Tab Bksp '4' Enter",
    ]
    var seen = 0
    for keys in openings {
      let stage = Scene.table(Self.display, keys: "Home Down Down" + keys)
      let buttons = stage.monitor.frame.buttons
      if buttons.isEmpty { continue }
      seen += 1
      #expect(buttons[0].isFocused, "\(stage.text)")
    }
    #expect(seen >= 8)
  }

  @Test func `no key is out of reach of a keyboard without function keys`() {
    for action in Action.allCases {
      if case .function = action.keys.first { Issue.record("\(action)") }
    }
  }
}

extension Effect {
  /// Whether it creates, changes or removes something, or signals a process.
  fileprivate var isAct: Bool {
    switch self {
    case .remove, .removeAll, .change, .create, .signal: true
    default: false
    }
  }
}

extension Frame {
  /// The buttons of the question on the screen.
  fileprivate var buttons: [(text: String, isFocused: Bool)] {
    (0..<size.rows).flatMap { row -> [(String, Bool)] in
      let cells = Array(self[row: row]).filter { $0.style == .button || $0.style == .focusedButton }
      var buttons: [(text: String, isFocused: Bool)] = []
      for cell in cells {
        let character = cell.character.map(String.init) ?? ""
        if character == "[" { buttons.append(("", cell.style == .focusedButton)) }
        if !buttons.isEmpty { buttons[buttons.count - 1].text += character }
      }
      return buttons
    }
  }
}
