import Canvas
import Contents
import Formatting
import Kernel
import Operations
import SafeText
import SharedMemory
import SystemPackage
import Testing

@testable import Monitor

/// Editing bytes in the hex screen.
struct EditTests {
  static func stage(
    _ keys: KeyScript = "E", size: UInt64 = 64, bytes: [UInt8]? = nil,
    by method: AccessMethod = .file, columns: Int = 80, rows: Int = 24
  ) -> MonitorHarness {
    var stage = MonitorHarness.contents(size: size, columns, rows, by: method)
    stage.read(bytes ?? (0..<UInt8(size)).map { $0 })
    stage.play(keys)
    stage.read(bytes ?? (0..<UInt8(size)).map { $0 })
    return stage
  }

  /// What was asked to be written last.
  static func written(_ stage: MonitorHarness) -> [ByteReplacement]? {
    for case .write(_, let replacements, _) in stage.effects.reversed() { return replacements }
    return nil
  }

  @Test func `begins when it is known that the segment can be written`() {
    let stage = Self.stage()
    #expect(stage.lines[0].contains("> edit"), "\(stage.text)")
    #expect(stage.lines[1].hasPrefix("editing: no unwritten bytes"))
    #expect(stage.lines.last?.hasPrefix("w write to memory  u undo  Tab text  Esc stop") == true)
    #expect(stage.monitor.frame.cursor == Position(row: 2, column: 10))
  }

  @Test func `of digits changes halves of bytes on the screen and nothing else`() {
    var stage = Self.stage("E")
    stage.forgetEffects()
    stage.play("'41f'")
    #expect(stage.lines[2].hasPrefix("00000000  41 f1 02 03"), "\(stage.lines[2])")
    #expect(stage.lines[2].hasSuffix("|A×•••••••__•••••|") || stage.lines[2].contains("|A×"))
    #expect(stage.lines[1].hasPrefix("editing: 2 bytes not written"))
    let styles = Array(stage.monitor.frame[row: 2]).map(\.style)
    #expect(styles[10] == .editedByte && styles[11] == .editedByte && styles[60] == .editedByte)
    #expect(styles[13] == .changedByteCursor)
    #expect(stage.monitor.frame.cursor == Position(row: 2, column: 14))
    #expect(stage.effects.allSatisfy { $0.lineRequest != nil })
  }

  @Test func `of text changes bytes, of all letters that are keys elsewhere`() {
    var stage = Self.stage("E Tab 'wuq?:gé E'")
    #expect(stage.lines[2].contains("|wuq?:g×× E"), "\(stage.lines[2])")
    #expect(stage.lines.last?.hasPrefix("F2 write to memory  Bksp undo  Tab hex") == true)
    #expect(stage.lines[1].contains("text side"))
    stage.play("Bksp Bksp Bksp")
    #expect(stage.lines[2].contains("|wuq?:g•"), "\(stage.lines[2])")
    #expect(stage.monitor.frame.cursor == Position(row: 2, column: 66))
  }

  @Test func `moves with the usual keys, and never beyond the bytes`() {
    var stage = Self.stage("E Down Right Right Left 'a' Right 'b'")
    #expect(stage.lines[3].hasPrefix("00000010  10 a1 b2 13"), "\(stage.lines[3])")
    stage.play("End 'ff'")
    #expect(stage.lines.last == "end of the segment: the next key changes this byte again")
    #expect(stage.lines[5].hasSuffix("=>×|"), "\(stage.lines[5])")
    stage.play("Home 'c'")
    #expect(stage.lines[2].hasPrefix("00000000  c0"))
    stage.play(": '0x20' Enter 'd'")
    #expect(stage.lines[4].hasPrefix("00000020  d0"), "\(stage.text)")
    stage.play("g")
    #expect(stage.lines.last?.hasPrefix("g does nothing here") == true, "\(stage.text)")
    for key in ["PgUp", "PgDn", "Up"] as [KeyScript] { stage.play(key) }
    stage.send(.mouse(Mouse(.wheelDown, at: Position(row: 5, column: 5))))
    #expect(stage.lines[1].hasPrefix("editing: 5 bytes"))
  }

  @Test func `undo takes back the last change first`() {
    var stage = Self.stage("E 'abc'")
    stage.play("u")
    #expect(stage.lines[2].hasPrefix("00000000  ab 01"))
    stage.play("Bksp Bksp")
    #expect(stage.lines[2].hasPrefix("00000000  00 01"))
    #expect(stage.monitor.frame.cursor == Position(row: 2, column: 10))
    stage.play("u")
    #expect(stage.lines.last == "nothing to undo")
  }

  @Test func `shows every row, and the squeezed ones again at the end`() {
    var stage = MonitorHarness.contents(size: 1 << 20)
    let contents = SparseContents(length: 1 << 20, pages: [0: [1, 2, 3]])
    stage.read(from: contents)
    #expect(stage.text.contains("hole: no memory behind it"))
    stage.play("Down E")
    stage.read(from: contents)
    #expect(!stage.text.contains("hole: no memory behind it"))
    stage.play("'4'")
    #expect(stage.text.contains("00000010  40 00 00") || stage.text.contains("00000010  40 --"))
    stage.play("u Esc")
    stage.read(from: contents)
    #expect(stage.text.contains("hole: no memory behind it"))
    #expect(stage.lines[0].contains("> hex"))
  }

  @Test func `lets the other bytes go on, and marks an edit below which the segment changed`() {
    var stage = Self.stage("E '4'")
    var bytes = (0..<64).map { UInt8($0) }
    (bytes[0], bytes[5]) = (0x33, 0x77)
    stage.send(.contentsDue)
    stage.read(bytes, later: 1)
    #expect(stage.lines[2].hasPrefix("00000000  40 01 02 03 04 77"), "\(stage.lines[2])")
    #expect(stage.lines[1].contains("1 byte not written; 1 of them has changed in the segment"))
    stage.play("Right")
    let styles = Array(stage.monitor.frame[row: 2]).map(\.style)
    #expect(styles[10] == .doubtfulEdit && styles[25] == .freshByte)
    // What it writes over is what stands there by now.
    stage.play("w")
    #expect(stage.text.contains("0x0 before: 33"), "\(stage.text)")
  }

  @Test func `shows typed bytes as numbers too`() {
    let stage = Self.stage("E '4142' Home")
    #expect(stage.text.contains("u16 16961"), "\(stage.text)")
  }

  @Test(arguments: ["E", "E Tab"] as [KeyScript])
  func `of an unread or unknown part is refused`(keys: KeyScript) {
    var stage = MonitorHarness.contents(size: 64)
    stage.play(keys)
    stage.play("'4'")
    #expect(stage.lines.last == "these bytes have not been read yet")
    #expect(stage.lines[1].hasPrefix("editing: no unwritten bytes"))
  }

  @Test func `a character that does not fit is refused`() {
    var stage = Self.stage("E Tab End 'é'")
    #expect(stage.lines.last?.hasSuffix("2 bytes long, and the segment ends first") == true)
    stage.play("'e'")
    #expect(stage.lines.last == "end of the segment: the next key changes this byte again")
  }

  // MARK: Refusals

  @Test(
    arguments: [
      (.sealed, "it is sealed against writing"),
      (.notOpened(.notPermitted), "not permitted: its mode does not let you write to it"),
      (.notOpened(.gone), "it has been removed"),
      (.notOpened(.failed(.readOnlyFileSystem)), "Read-only file system"),
      (.wouldDestroy, "writing would destroy it: kernel.shm_rmid_forced is on and"),
    ] as [(WriteError, String)])
  func `is refused before anything is typed`(error: WriteError, words: String) {
    var stage = Self.stage([])
    stage.writeObstacle = error
    stage.play("E")
    #expect(stage.text.contains(words), "\(stage.text)")
    #expect(stage.lines[0].contains("> hex"))
    stage.play("'4'")
    #expect(stage.lines.last?.hasPrefix("4 does nothing here") == true)
  }

  @Test func `of a segment that has to be attached asks first`() {
    var stage = Self.stage([])
    stage.writeObstacle = .hasSideEffects(.attachAndDetach)
    stage.play("E")
    #expect(stage.text.contains("Edit its bytes?"), "\(stage.text)")
    #expect(stage.text.contains("To write, shmtop must attach the segment"))
    var kept = stage
    kept.play("Enter '4'")
    #expect(kept.lines[0].contains("> hex"))
    stage.writeObstacle = nil
    stage.play("y")
    #expect(
      stage.effects.contains {
        if case .foreseeWrite(_, .attachAndDetach) = $0 { true } else { false }
      })
    #expect(stage.lines[0].contains("> edit"))
    stage.play("'4' w y")
    guard case .write(_, _, accepting: .attachAndDetach)? = stage.effects.last else {
      Issue.record("\(stage.effects.suffix(3))")
      return
    }
  }

  @Test func `of nothing, in a comparison, or of a segment that is gone is refused`() {
    var empty = Self.stage([], size: 0, bytes: [])
    empty.play("E")
    #expect(empty.lines.last == "nothing to edit: its size is 0; resize it in the table first")
    var gone = Self.stage([])
    gone.send(.contentsGone(gone.session))
    gone.play("E")
    #expect(gone.lines.last == "this segment is gone")
    var compared = Self.stage([])
    compared.send(.key(.character("=")))
    compared.play("f '/tmp/x' Enter E")
    #expect(compared.lines.last == "bytes cannot be edited during a comparison; Esc ends it")
  }

  @Test func `keys that are typed before it begins wait for it, and Esc drops them`() throws {
    var stage = Self.stage([])
    let segment = Sample.posix("data", inode: 1, size: 64)
    stage.answersForesight = false
    stage.play("E '41'")
    #expect(stage.lines.last == "checking whether it can be written; Esc stops")
    var other = stage
    other.play("Esc")
    other.send(.writeForeseen(segment, .nothing, nil))
    #expect(other.lines[0].contains("> hex"))
    var refused = stage
    refused.send(.writeForeseen(segment, .nothing, .sealed))
    #expect(refused.lines.last == "it is sealed against writing")
    #expect(refused.lines[0].contains("> hex"))
    stage.send(.writeForeseen(segment, .nothing, nil))
    #expect(stage.lines[2].hasPrefix("00000000  41 01"), "\(stage.text)")
  }

  @Test func `a paste types nothing`() {
    var stage = Self.stage("E Tab")
    stage.send(.pasted([.character("a"), .character("w")]))
    #expect(stage.lines.last == "pasted text is ignored here: type the keys")
    #expect(stage.lines[1].hasPrefix("editing: no unwritten bytes"))
  }

  // MARK: Ending

  @Test func `ends at once without changes, else after a question`() {
    var stage = Self.stage("E Esc")
    #expect(stage.lines[0].contains("> hex"))
    stage = Self.stage("E '4' Esc")
    #expect(stage.text.contains("Discard the changes?"))
    #expect(stage.text.contains("1 byte typed, none written."))
    for keys in ["Enter", "Esc", "n"] as [KeyScript] {
      var kept = stage
      kept.play(keys)
      #expect(kept.lines[0].contains("> edit") && kept.lines[2].contains("40 01"))
    }
    stage.play("y")
    #expect(stage.lines[0].contains("> hex"))
    #expect(stage.lines[2].hasPrefix("00000000  00 01"))
  }

  @Test func `goes on after a stop of the program`() {
    var stage = Self.stage("E '4'")
    stage.send(.suspending)
    stage.send(.resumed)
    stage.answer(.success(.file))
    stage.read((0..<64).map { $0 })
    #expect(stage.lines[0].contains("> edit") && stage.lines[2].contains("40 01"), "\(stage.text)")
  }

  @Test(arguments: ["E '4'", "E Tab 'a'"] as [KeyScript])
  func `no key writes before the question, or as it opens`(keys: KeyScript) {
    let start = Self.stage(keys)
    for key in Key.every {
      var stage = start
      stage.press(key)
      #expect(
        stage.monitor.question == nil || [.character("w"), .function(2), .escape].contains(key))
      #expect(Self.written(stage) == nil, "\(key)")
      #expect(!stage.effects.contains(.quit))
    }
  }

  @Test(arguments: [(80, 24), (40, 10), (20, 6)])
  func `hostile bytes and characters are never drawn as they are`(columns: Int, rows: Int) {
    let hostile = Array("\u{1b}]2;PWN\u{7}\n\u{9b}31m\u{202e}\u{200b}".utf8)
    var stage = Self.stage(
      "E", size: 64, bytes: hostile + [UInt8](0x80..<0xa0), columns: columns, rows: rows)
    stage.play("Tab Right")
    for scalar in ["\u{202e}", "\u{1b}", "\u{9b}", "é"] as [Unicode.Scalar] {
      stage.press(.character(scalar))
    }
    for key in ["Up", "F2", "Down", "Down", "Esc Esc"] as [KeyScript] {
      stage.play(key)
      for scalar in stage.lines.joined().unicodeScalars {
        #expect(scalar.properties.generalCategory != .control)
        #expect(scalar.properties.generalCategory != .format)
      }
    }
  }

  @Test func `has help of its own`() {
    var stage = Self.stage("E", rows: 60)
    stage.play("?")
    for words in [
      "write the changes to memory; asks first", "undo the last change", "edit as text, or as hex",
    ] {
      #expect(stage.text.contains(words), "\(stage.text)")
    }
    stage.play("Tab")
    #expect(stage.text.contains("half of the byte at the cursor"), "\(stage.text)")
    stage.play("Esc Tab F1")
    #expect(stage.text.contains("F2 "), "\(stage.text)")
  }
}
