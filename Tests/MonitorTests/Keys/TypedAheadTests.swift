import Canvas
import Contents
import Formatting
import SharedMemory
import Testing

@testable import Monitor

/// Keys that are typed before the rows or the screen that they are meant for have come.
struct TypedAheadTests {
  private func table() -> MonitorHarness {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.judged([1, 2, 11, 12].map { Sample.orphan($0) }))
    return stage
  }

  /// The table before it has the rows of a filter that was typed.
  private func filtering() -> MonitorHarness {
    var stage = table()
    stage.arrangesAtOnce = false
    stage.play("f 'psm_1' Enter")
    return stage
  }

  @Test func `tag and remove the rows of the filter, and no others`() {
    var stage = filtering()
    stage.play("T d")
    #expect(!stage.text.contains("tagged"))
    #expect(!stage.text.contains("Remove the"))
    stage.arrange()
    #expect(stage.text.contains("Remove the tagged orphans?"))
    #expect(stage.text.contains("3 orphans"))
  }

  @Test(
    arguments: [
      "d", "K", "Space", "Space Space d", "Enter", "j d", "V j Space d", "F", "x", "z", "s",
      "T U T", "y", "End Enter", "n", "T p",
    ])
  func `do the same as if they were typed later`(keys: String) {
    var fast = filtering()
    fast.play(KeyScript(keys))
    fast.arrange()
    if fast.effects.contains(.rescan) { fast.scan() }
    var slow = filtering()
    slow.arrange()
    slow.play(KeyScript(keys))
    #expect(fast.text == slow.text)
    #expect(fast.effects.filter(\.isChanging) == slow.effects.filter(\.isChanging))
  }

  @Test func `are dropped by Esc`() {
    var stage = filtering()
    stage.play("T d")
    #expect(stage.lines.last == "waiting for the rows; Esc drops the keys typed since")
    stage.press(.escape)
    stage.arrange()
    #expect(!stage.text.contains("tagged"))
    #expect(!stage.text.contains("Remove the"))
  }

  @Test(
    arguments: [
      [.control("c")], [.character("q"), .character("q")],
      [.character("d"), .character("q"), .character("q")],
    ] as [[Key]])
  func `do not keep the program from quitting`(keys: [Key]) {
    var stage = filtering()
    stage.play("T")
    for key in keys { stage.press(key) }
    #expect(stage.effects.contains(.quit))
  }

  @Test func `wait, if the key that quits is pressed once`() {
    var stage = filtering()
    stage.play("T q")
    #expect(!stage.effects.contains(.quit))
    stage.arrange()
    #expect(stage.effects.contains(.quit))
  }

  @Test func `do not answer a question that one of them opens`() {
    var stage = filtering()
    stage.play("T d y")
    stage.arrange()
    #expect(stage.text.contains("Remove the tagged orphans?"))
    #expect(stage.effects.filter(\.isChanging).isEmpty)
  }

  @Test func `are bounded`() {
    var held = HeldKeys()
    for _ in 0..<1000 { held.hold(.down, for: .rows) }
    #expect(held.keys.count == HeldKeys.most)
  }

  private func opening(_ keys: KeyScript) -> MonitorHarness {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(
      Sample.judged(
        ["a", "b", "c"].enumerated().map { index, name in
          Sample.posix(name, inode: UInt64(index + 1), size: 4096, age: 7200)
        }))
    stage.press(.character("x"))
    stage.play(keys)
    return stage
  }

  @Test func `wait for the bytes of a segment, and then act there`() {
    var stage = opening("] d")
    #expect(stage.lines.last == "opening; Esc stops it")
    #expect(!stage.text.contains("Remove"))
    stage.answer(.success(.file))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/b > hex"))
    #expect(stage.monitor.question != nil)
    #expect(stage.text.contains("│ posix:/b "), "\(stage.text)")
  }

  @Test func `are dropped if the bytes cannot be read`() {
    var stage = opening("d")
    stage.answer(.failure(.wouldDestroy))
    #expect(stage.text.contains("reading would destroy it"))
    #expect(stage.monitor.question == nil)
    stage.press(.character("p"))
    #expect(stage.monitor.question == nil)
  }

  @Test func `are dropped by Esc, which opens nothing`() {
    var stage = opening("d")
    let session = stage.session
    stage.press(.escape)
    #expect(stage.effects.last == .closeContents(session))
    stage.answer(.success(.file))
    #expect(!stage.lines[0].contains("hex"))
    #expect(stage.monitor.question == nil)
  }
}
