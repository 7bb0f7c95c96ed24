import Canvas
import Glibc
import TestSupport
import Testing

@testable import Monitor

/// The frames that keys lead to, one after each key; `.ci/play` prints them.
struct PlayTests {
  /// A scene, a display, and keys: `table 60x15-ascii j j d`.
  private static let play = getenv("PLAY").map { String(cString: $0) }

  @Test func `keys are played from a scene on a display`() throws {
    let words = (Self.play ?? "table 80x24 j 'x'").split(separator: " ", maxSplits: 2)
    let scene = try #require(words.first.flatMap { Scene.named(String($0)) }, "\(Scene.all)")
    let display = try #require(
      Display.all.first { $0.testDescription == words.dropFirst().first ?? "" }, "\(Display.all)")
    var stage = scene.stage(display)
    var frames = [("", stage.lines)]
    for step in KeyScript(words.count > 2 ? String(words[2]) : "").steps {
      for key in step.keys { stage.press(key) }
      frames.append((step.word, stage.lines))
    }
    #expect(frames.allSatisfy { $0.1.count == display.size.rows })
    guard Self.play != nil else { return }
    // The sign tells them from what the test runner prints.
    for (key, lines) in frames {
      for line in ["== \(key)"] + lines { print("~\(line)") }
    }
  }
}
