import Canvas
import Contents
import Formatting
import Monitor
import Operations
import SharedMemory

/// Editing the bytes of a segment.
extension Scene {
  static let editing = [
    Scene("edit") { hex($0, keys: "E '53ff0' Down Right '7'") },
    Scene("edit-text-side") { hex($0, keys: "E Tab 'Edited'") },
    Scene("edit-changed-below") { display in
      var stage = hex(display, keys: "E '4241'")
      var changed = Self.contents
      changed.pages[0]?[0] = 0x21
      stage.send(.contentsDue)
      stage.read(from: changed, later: 1)
      stage.press(.down)
      return stage
    },
    Scene("edit-write") { hex($0, keys: "E '4142' Down '7' Down 'c0' w") },
    Scene("edit-write-in-use") { display in
      var stage = table(
        display,
        Sample.judged(
          [Sample.posix("data", inode: 1, size: 1 << 20)],
          holders: [.file(inode: 1): [Sample.holder(3187, "qemu-system-x86")]]), keys: "x")
      stage.answer(.success(.file))
      stage.read(from: contents)
      stage.play("E Tab 'a longer text over the bytes' F2")
      return stage
    },
    Scene("edit-discard") { hex($0, keys: "E '4142' Esc") },
    Scene("edit-refused") { display in
      var stage = hex(display)
      stage.writeObstacle = .sealed
      stage.play("E")
      return stage
    },
    Scene("edit-consent") { display in
      var stage = hex(display)
      stage.writeObstacle = .hasSideEffects(.attachAndDetach)
      stage.play("E")
      return stage
    },
    Scene("edit-written") { display in
      var stage = hex(display, keys: "E '4142' w y")
      for case .write(let segment, let parts, _) in stage.effects {
        stage.send(.wrote(segment, parts, ReplacementOutcome(written: parts)))
      }
      return stage
    },
    Scene("edit-not-written") { display in
      var stage = hex(display, keys: "E '4142' w y")
      for case .write(let segment, let parts, _) in stage.effects {
        stage.send(.wrote(segment, parts, ReplacementOutcome(.changed([1: 7]))))
      }
      return stage
    },
    Scene("edit-help") { hex($0, keys: "E ?") },
    Scene("edit-help-next") { hex($0, keys: "E ? Tab") },
  ]
}
