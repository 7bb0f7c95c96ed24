import Canvas
import Contents
import Monitor
import Formatting
import Query
import SharedMemory
import Testing

/// What all prompts do alike.
struct LinePromptTests {
  /// The keys that open each, and what stands before what is typed.
  private static let prompts: [([Key], String)] = [
    ([.character("/")], "find: "), ([.character("f")], "filter: "),
    ([.character("x"), .character(":")], "go to: "),
    ([.character("x"), .character("/")], "find bytes: "),
    ([.character("x"), .tab, .character("/")], "find text, any case: "),
    ([.character("x"), .character("w"), .control("u")], "save from offset: "),
  ]

  private func stage(_ keys: [Key], columns: Int = 80) -> MonitorHarness {
    var stage = MonitorHarness(columns, 24, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix("data", inode: 1)]))
    for key in keys {
      stage.press(key)
      if key == .character("x") { stage.answer(.success(.file)) }
    }
    return stage
  }

  @Test(arguments: prompts)
  func `keys delete a character, a word or the whole line`(keys: [Key], label: String) {
    var stage = stage(keys)
    let typed = { (text: String) in stage.lines[23].hasPrefix(label + text + "_") }
    stage.type("one  twoé")
    #expect(typed("one  twoé"), "\(stage.lines[23])")
    stage.press(.backspace)
    #expect(typed("one  two"))
    stage.press(.control("w"))
    #expect(typed("one  "))
    stage.press(.control("w"))
    #expect(typed(""))
    stage.type("x")
    stage.press(.control("u"))
    #expect(typed(""))
  }

  @Test(arguments: prompts)
  func `Esc, and Backspace on an empty line, close the prompt`(keys: [Key], label: String) {
    for key in [Key.escape, .backspace] {
      var stage = stage(keys)
      #expect(stage.lines[23].hasPrefix(label))
      stage.press(key)
      #expect(stage.lines[23].hasPrefix("? help"), "\(stage.lines[23])")
    }
  }

  @Test(arguments: prompts)
  func `the end of a long line is shown, and ^L redraws the screen`(keys: [Key], label: String) {
    var stage = stage(keys)
    stage.type(String(repeating: "a", count: 100) + "end")
    #expect(stage.lines[23].hasPrefix(label + "a"))
    #expect(stage.lines[23].hasSuffix("aend_"))
    stage.press(.control("l"))
    #expect(stage.effects.last == .repaint)
    #expect(stage.lines[23].hasSuffix("aend_"))
  }

  @Test(arguments: prompts)
  func `the end of the line is shown at every width`(keys: [Key], label: String) {
    for columns in [40, 41, 79, 100, 200] {
      var stage = stage(keys, columns: columns)
      stage.type(String(repeating: "a", count: 250) + "end")
      #expect(stage.lines[23].hasSuffix("aend_"), "\(stage.lines[23])")
      #expect(stage.lines[23].unicodeScalars.count == columns)
      stage.press(.backspace)
      #expect(stage.lines[23].hasSuffix("aaen_"), "\(stage.lines[23])")
    }
  }
}
