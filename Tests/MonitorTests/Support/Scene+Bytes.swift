import Canvas
import Contents
import Formatting
import Monitor
import SafeText
import SharedMemory

/// The bytes of a segment.
extension Scene {
  static let bytes = [
    Scene("hex-opening") { MonitorHarness.contents($0) },
    Scene("hex") { hex($0) },
    Scene("hex-changes") { display in
      var stage = hex(display)
      stage.play("b Right")
      var changed = Self.contents
      changed.pages[0]?[0x13] = 0x21
      stage.send(.contentsDue)
      stage.read(from: changed, later: 1)
      return stage
    },
    Scene("hex-compared") { display in
      var stage = hex(display)
      stage.play("Space")
      var changed = Self.contents
      changed.pages[0]?[3] = 0x21
      for seconds in 1...30 {
        stage.send(.contentsDue)
        stage.read(from: changed, later: Int64(seconds))
      }
      return stage
    },
    Scene("hex-text-side") { hex($0, keys: "Tab Right Right") },
    Scene("hex-found") { display in
      var stage = hex(display)
      stage.play("/ '746f' Enter")
      stage.finish(.searched(.success(.found(0x12))))
      return stage
    },
    Scene("hex-searching") { display in
      var stage = hex(display)
      stage.play("/ 'ff' Enter")
      stage.tell(.reached(ContentsProgress(offset: 0x80000, done: 1 << 19, total: 1 << 20)))
      return stage
    },
    Scene("hex-all-rows") { hex($0, keys: "z") },
    Scene("hex-end") { hex($0, keys: "End") },
    Scene("hex-gone") { display in
      var stage = hex(display)
      stage.send(.contentsGone(stage.session))
      return stage
    },
    Scene("hex-remove") { hex($0, keys: "d") },
    Scene("bookmarks") { hex($0, keys: "b : '0x21' Enter b B Down") },
    Scene("hex-of-system-v") { display in
      var stage = table(display, Sample.judged([Sample.systemV(5)]), keys: "x")
      stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
      stage.play("y")
      stage.answer(.success(.attachment))
      stage.read([UInt8](repeating: 0x41, count: 4096))
      return stage
    },
  ]

  static let bytePrompts = [
    Scene("goto-prompt") { hex($0, keys: ": '0x10'") },
    Scene("goto-prompt-problem") { hex($0, keys: ": 'nowhere' Enter") },
    Scene("find-bytes-prompt") { hex($0, keys: "/") },
    Scene("find-text-prompt") { hex($0, keys: "Tab / 'é'") },
    Scene("save-from-prompt") { hex($0, keys: "w") },
    Scene("save-count-prompt") { hex($0, keys: "w Enter") },
    Scene("save-file-prompt") { hex($0, keys: "w Enter Enter") },
  ]

  /// A megabyte with text at its start, a page of numbers and holes.
  static let contents = SparseContents(
    length: 1 << 20,
    pages: [
      0: Array("Some text to look at, é and so on.\n\t\u{1b}[0m".utf8),
      9: (0..<4096).map { UInt8($0 % 256) },
    ])

  static func hex(_ display: Display, keys: KeyScript = []) -> MonitorHarness {
    var stage = MonitorHarness.contents(display)
    stage.read(from: contents)
    stage.send(
      .contentsMapped(
        stage.session,
        ContentsMap(
          room: max(0, display.size.columns - 4), cellSize: 1 << 14,
          cells: [.init(.mixed), .init(.hole), .init(.mixed, hasChanged: true), .init(.hole)])))
    for key in keys.keys {
      stage.press(key)
      stage.read(from: contents)
    }
    return stage
  }
}
