import Canvas
import Monitor
import Presentation
import SharedMemory
import Testing

@Suite struct EverySizeTests {
  private static let screens: [[Key]] = [
    [], [.enter], [.character("x")], [.character("x"), .end],
    [.character("x"), .character(":"), .character("!"), .enter], [.character("?")],
    [.character("s")],
    [.character("x"), .tab, .character("/"), .character("é")],
    [.character("x"), .character("/"), .character("z"), .enter],
    [.character("x"), .character("/"), .character("0"), .character("2"), .enter],
    [.character("x"), .character("w"), .enter, .enter],
    [.character("x"), .character("b"), .character("B")],
    [.character("d")], [.character("T")], [.character("T"), .character("d")],
    [.character("T"), .character("d"), .end], [.character("T"), .character("d"), .character("y")],
    [.end, .enter, .tab, .character("K")], [.end, .enter, .tab, .character("K"), .down],
    [.character("/"), .character("q")], [.character("P")], [.character("P"), .enter],
    [.character("P"), .enter, .enter],
    [.character("/"), .character("q")], [.character("f")],
    [.character("f"), .character("x"), .character("="), .enter],
    [.character("f"), .character("x"), .enter],
  ]

  private static let sizes = [
    (0, 0), (1, 1), (2, 3), (5, 2), (10, 4), (20, 5), (40, 10), (41, 7), (79, 23), (80, 24),
    (132, 43), (200, 60), (300, 100), (3, 50), (300, 2),
  ]

  /// Segments of which some processes hold the files.
  private static func held(_ segments: [Segment]) -> Snapshot {
    Sample.judged(
      segments,
      holders: [
        .file(inode: 11): [Sample.holder(1, "init")], .file(inode: 12): [Sample.holder(2, "sh")],
      ])
  }

  @Test(arguments: sizes)
  func `every screen can be drawn at every size`(columns: Int, rows: Int) {
    for keys in Self.screens {
      var stage = MonitorHarness(columns, rows, sortedBy: .label)
      stage.show(Self.held(Sample.mixed))
      for key in keys { stage.press(key) }
      stage.answer(.success(.mapping(of: .none)))
      stage.read([1, 2, 3])
      #expect(stage.monitor.frame.size == Size(columns: columns, rows: rows))
    }
  }

  @Test func `a screen that changes its size from one to another stays whole`() {
    for keys in Self.screens {
      var stage = MonitorHarness(80, 24, sortedBy: .label)
      stage.show(Self.held((0..<50).map { Sample.posix("n\($0)", inode: $0) }))
      for key in [Key.end] + keys { stage.press(key) }
      for (columns, rows) in Self.sizes + Self.sizes.reversed() {
        stage.send(.resized(Size(columns: columns, rows: rows)))
        #expect(stage.monitor.frame.size == Size(columns: columns, rows: rows))
      }
    }
  }

  @Test func `hostile names are escaped on every screen`() {
    let hostile = "x\u{1b}]2;PWN\u{7}\n\u{9b}31m\u{202e}gnp\u{200b}\\"
    for keys in Self.screens {
      var stage = MonitorHarness(120, 30, sortedBy: .label)
      stage.show(Sample.snapshot([Sample.posix(hostile, inode: 1)]))
      for key in keys { stage.press(key) }
      for scalar in stage.lines.joined().unicodeScalars {
        #expect(scalar.properties.generalCategory != .control)
        #expect(scalar.properties.generalCategory != .format)
      }
      if keys != [.character("?")], keys.first != .character("P") {
        #expect(stage.text.contains(#"x\e]2;PWN\x07\n\u{9b}31m\u{202e}gnp\u{200b}\\"#))
      }
    }
  }
}
