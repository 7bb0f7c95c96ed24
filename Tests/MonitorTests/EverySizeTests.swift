import Canvas
import Contents
import Kernel
import Monitor
import Formatting
import SharedMemory
import Testing

struct EverySizeTests {
  private static let screens: [[Key]] = [
    [], [.enter], [.character("x")], [.character("x"), .end],
    [.character("x"), .character(":"), .character("!"), .enter], [.character("?")],
    [.character("s")], [.right, .right], [.character("z")],
    [.character("z"), .end, .enter, .character("Z")], [.character("v")],
    [.character("c"), .down, .character("J")],
    [.character("x"), .tab, .character("/"), .character("é")],
    [.character("x"), .character("/"), .character("z"), .enter],
    [.character("x"), .character("/"), .character("0"), .character("2"), .enter],
    [.character("x"), .character("w"), .enter, .enter],
    [.character("x"), .character("b"), .character("B")], [.character("x"), .character("E")],
    [.character("x"), .character("E"), .tab, .character("a"), .function(2)],
    [.character("d")], [.character("T")], [.character("T"), .character("d")],
    [.character("T"), .character("d"), .end], [.character("T"), .character("d"), .character("y")],
    [.end, .enter, .tab, .character("K")], [.end, .enter, .tab, .character("K"), .down],
    [.character("/"), .character("q")], [.character("P")], [.character("P"), .enter],
    [.character("P"), .enter, .enter],
    [.character("/"), .character("q")], [.character("f")],
    [.character("f"), .character("x"), .character("="), .enter],
    [.character("f"), .character("x"), .enter],
    [.character("C")], [.character("C"), .enter],
    [.character("C"), .character("/"), .character("x"), .tab, .character("1"), .enter],
    [.end, .up, .character("R")], [.end, .up, .character("R"), .character("0"), .enter],
    [.end, .up, .character("R"), .character("x"), .enter],
    [.home, .character("o")], [.home, .character("o"), .tab, .tab, .character(" "), .enter],
  ]

  private static let sizes = [
    (0, 0), (1, 1), (2, 3), (5, 2), (10, 4), (20, 5), (40, 10), (41, 7), (79, 23), (80, 24),
    (132, 43), (200, 60), (300, 100), (3, 50), (300, 2),
  ].map { Size(columns: $0, rows: $1) }

  /// Segments of which some processes hold the files.
  private static func held(_ segments: [Segment]) -> Snapshot {
    Sample.judged(
      segments,
      holders: [
        .file(inode: 11): [Sample.holder(1, "init")], .file(inode: 12): [Sample.holder(2, "sh")],
      ])
  }

  @Test(arguments: sizes)
  func `every screen can be drawn at every size`(size: Size) {
    for keys in Self.screens {
      var stage = MonitorHarness(size.columns, size.rows, sortedBy: .label)
      stage.show(Self.held(Sample.mixed))
      for key in keys { stage.press(key) }
      stage.answer(.success(.mapping(of: .none)))
      stage.read([1, 2, 3])
      expectWhole(stage.monitor.frame, size, "\(keys)")
    }
  }

  @Test(arguments: sizes)
  func `every scene is drawn in full at every size`(size: Size) {
    for scene in Scene.all {
      expectWhole(scene.stage(Display(size)).monitor.frame, size, scene.name)
    }
  }

  @Test func `a screen is drawn in full after a change of size`() {
    for keys in Self.screens {
      var stage = MonitorHarness(80, 24, sortedBy: .label)
      stage.show(Self.held((0..<50).map { Sample.posix("n\($0)", inode: $0) }))
      for key in [Key.end] + keys { stage.press(key) }
      for size in Self.sizes + Self.sizes.reversed() {
        stage.send(.resized(size))
        expectWhole(stage.monitor.frame, size, "\(keys)")
      }
    }
  }

  /// Expects a frame of that size, with whole boxes and, in a prompt, with the place to type at.
  private func expectWhole(_ frame: Frame, _ size: Size, _ name: String) {
    #expect(frame.size == size)
    guard size.columns >= 20, size.rows >= 5 else { return }
    let lines = frame.lines
    let text = Comment(rawValue: "\(name) at \(size)\n" + lines.joined(separator: "\n"))
    if name.contains("-prompt"), size.columns >= 40 {
      #expect(frame.cursor?.row == size.rows - 1, text)
    }
    for top in lines.indices where lines[top].contains("┌") {
      let left = column(of: "┌", in: frame, top)
      let right = column(of: "┐", in: frame, top)
      let bottom = lines.indices.first { column(of: "└", in: frame, $0) != nil }
      guard let left, let right, let bottom else {
        Issue.record(text)
        continue
      }
      #expect(column(of: "└", in: frame, bottom) == left, text)
      #expect(column(of: "┘", in: frame, bottom) == right, text)
      for row in (top + 1)..<max(top + 1, bottom) {
        let cells = Array(frame[row: row])
        #expect(cells[left].character == "│" && cells[right].character == "│", text)
      }
    }
  }

  /// The column of the first cell of a row with a character.
  private func column(of character: Unicode.Scalar, in frame: Frame, _ row: Int) -> Int? {
    let cells = frame[row: row]
    return cells.firstIndex { $0.character == character }.map { $0 - cells.startIndex }
  }

  @Test func `hostile names are escaped on every screen`() {
    let hostile = "x\u{1b}]2;PWN\u{7}\n\u{9b}31m\u{202e}gnp\u{200b}\\"
    for keys in Self.screens {
      var stage = MonitorHarness(120, 30, sortedBy: .label)
      stage.show(Sample.snapshot([Sample.posix(hostile, inode: 1)]))
      for key in keys { stage.press(key) }
      let lines = stage.lines
      for scalar in lines.joined().unicodeScalars {
        #expect(scalar.properties.generalCategory != .control)
        #expect(scalar.properties.generalCategory != .format)
      }
      // A list covers the row.
      let isCovered = [.character("?"), .character("s"), .character("c")].contains(keys.first)
      if !isCovered, keys.first != .character("P") {
        let text = lines.joined(separator: "\n")
        #expect(text.contains(#"x\e]2;PWN\x07\n\u{9b}31m\u{202e}gnp\u{200b}\\"#))
      }
    }
  }
}
