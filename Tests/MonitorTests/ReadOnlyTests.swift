import Canvas
import Contents
import Monitor
import Formatting
import Query
import SharedMemory
import Testing

/// A monitor that may change nothing.
struct ReadOnlyTests {
  /// Ways to every context that keys act in.
  private static let contexts: [[Key]] = [
    [], [.enter], [.enter, .tab], [.character("P")], [.character("P"), .enter], [.character("x")],
    [.character("?")], [.character("s")], [.character("d")], [.character("T"), .character("d")],
    [.end, .enter, .tab, .character("K")], [.end, .enter, .tab],
    [.character("/")], [.character("f")],
    [.character("x"), .character(":")], [.character("x"), .character("E")], [.character(" ")],
    [.character("C")],
    [.character("C"), .character("/"), .character("a"), .tab, .character("1"), .enter],
    [.end, .character("R")], [.end, .character("R"), .character("0"), .enter],
    [.end, .enter, .character("R"), .character("0"), .enter],
    [.end, .character("o")],
    [.end, .character("o"), .tab, .backspace, .character("4"), .enter],
  ]

  private static func stage(isReadOnly: Bool) -> MonitorHarness {
    var stage = MonitorHarness(80, 24, sortedBy: .label, isReadOnly: isReadOnly)
    stage.show(
      Sample.judged(
        [Sample.orphan(1), Sample.orphan(2), Sample.systemV(7, key: 5)],
        holders: [.file(inode: 2): [Sample.holder(3187, "one")]]))
    return stage
  }

  @Test(arguments: contexts.indices)
  func `no key on any screen changes anything`(index: Int) {
    var start = Self.stage(isReadOnly: true)
    for key in Self.contexts[index] { start.press(key) }
    // What would be asked about elsewhere.
    start.answer(.failure(.hasSideEffects(.attachAndDetach)))
    for key in Key.every {
      for next in [[], [.character("y")], [.enter], [.tab, .enter]] as [[Key]] {
        var stage = start
        for key in [key] + next { stage.press(key) }
        stage.answer(.failure(.hasSideEffects(.allocatesPages)))
        stage.press(.character("y"))
        let changing = stage.effects.filter(\.isChanging)
        #expect(changing == [], "\(Self.contexts[index]) \(key) \(next)")
      }
    }
  }

  @Test func `the same keys do change something without read-only mode`() {
    var changing: Set<String> = []
    for keys in Self.contexts {
      var start = Self.stage(isReadOnly: false)
      for key in keys { start.press(key) }
      for key in Key.every {
        var stage = start
        stage.press(key, .character("y"))
        for effect in stage.effects where effect.isChanging {
          switch effect {
          case .remove: changing.insert("remove")
          case .removeAll: changing.insert("removeAll")
          case .signal: changing.insert("signal")
          case .create: changing.insert("create")
          case .change: changing.insert("change")
          default: break
          }
        }
      }
    }
    #expect(changing == ["remove", "removeAll", "signal", "create", "change"])
  }

  @Test func `footer and help have no keys that change anything, and the header says why`() {
    for keys in [[], [.enter], [.character("x")]] as [[Key]] {
      var stage = Self.stage(isReadOnly: true)
      for key in keys { stage.press(key) }
      stage.answer(.success(.file))
      #expect(stage.lines[0].contains("read-only"))
      #expect(stage.lines.last?.contains("remove") == false)
      #expect(stage.lines.last?.contains("signal") == false)
      stage.press(.character("?"))
      for _ in 0..<10 {
        #expect(!stage.text.contains("asks first"))
        stage.press(.pageDown)
      }
    }
  }

  @Test(
    arguments: [
      .character("d"), .function(9), .delete, .character("C"), .character("R"), .character("o"),
    ] as [Key])
  func `a key that would change something says why it does not`(key: Key) {
    var stage = Self.stage(isReadOnly: true)
    stage.press(key)
    #expect(stage.lines.last == "read-only: nothing is removed, signalled or changed")
  }

  @Test func `bytes that cannot be read without a trace are not read`() {
    var stage = Self.stage(isReadOnly: true)
    stage.press(.character("x"))
    stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
    #expect(
      stage.lines.last == "read-only: reading its bytes changes its times and last PID")
    #expect(!stage.text.contains("Read its bytes?"))
  }
}
