import Contents
import Formatting
import Monitor
import Operations
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The question before edited bytes are written, and what comes of it.
struct WriteDialogTests {
  private let segment = Sample.posix("data", inode: 1, size: 64)

  /// Two parts are changed, and the question is open.
  private var asked: MonitorHarness { EditTests.stage("E '4142' Down '5' w") }

  @Test func `shows the bytes before and after, and its safe button is focused`() {
    let text = asked.text
    for words in [
      "Write these bytes?", "posix:/data", "3 bytes in 2 places", "0x0 before: 00 01",
      "0x0 after:  41 42", "0x12 before: 12", "0x12 after:  52", "[ Cancel: Esc ]", "[ Write: y ]",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    for keys in ["Enter", "Esc", "n"] as [KeyScript] {
      var stage = asked
      stage.play(keys)
      #expect(EditTests.written(stage) == nil)
      #expect(stage.lines[1].hasPrefix("editing: 3 bytes not written"))
    }
  }

  @Test func `yes writes what it showed, and nothing was written before`() {
    var stage = asked
    #expect(EditTests.written(stage) == nil)
    stage.play("y")
    #expect(
      EditTests.written(stage) == [
        ByteReplacement(at: 0, of: [0, 1], by: [0x41, 0x42]),
        ByteReplacement(at: 0x12, of: [0x12], by: [0x52]),
      ])
    #expect(stage.lines[1].hasPrefix("writing 3 bytes"))
    stage.play("Esc")
    #expect(stage.lines.last == "the bytes are being written")
    stage.play("w")
    #expect(stage.lines.last == "the bytes are being written")
  }

  @Test func `a change of the segment behind the question does not change what is expected`() {
    var stage = asked
    stage.send(.contentsDue)
    stage.read([UInt8](repeating: 0xee, count: 64), later: 1)
    #expect(
      stage.text.contains("3 of these bytes have changed since: cancel, and"), "\(stage.text)")
    stage.play("y")
    #expect(EditTests.written(stage)?.map(\.before) == [[0, 1], [0x12]])
  }

  @Test func `after it, typed bytes are those of the segment`() throws {
    var stage = asked
    stage.play("y")
    let parts = try #require(EditTests.written(stage))
    stage.send(.wrote(segment, parts, ReplacementOutcome(written: parts)))
    #expect(stage.lines.last == "posix:/data: 3 bytes written and read back")
    var bytes = (0..<64).map { UInt8($0) }
    (bytes[0], bytes[1], bytes[0x12]) = (0x41, 0x42, 0x52)
    stage.read(bytes, later: 1)
    #expect(stage.lines[1].hasPrefix("editing: no unwritten bytes"), "\(stage.text)")
    stage.play("Esc")
    #expect(stage.lines[0].contains("> hex"))
  }

  @Test func `if the bytes are others by then, it says where, and the edits stay`() throws {
    var stage = asked
    stage.play("y")
    let parts = try #require(EditTests.written(stage))
    stage.send(.wrote(segment, parts, ReplacementOutcome(.changed([1: 0x77]))))
    #expect(
      stage.text.contains("posix:/data: nothing written: another program changed 0x1; your edits"),
      "\(stage.text)")
    #expect(stage.lines[2].hasPrefix("00000000  41 42"))
    stage.play("w")
    #expect(stage.text.contains("0x0 before: 00 77"), "\(stage.text)")
  }

  @Test(
    arguments: [
      (ReplacementOutcome(.failed(.notOpened(.gone))), "it has been removed"),
      (
        ReplacementOutcome(.failed(.notOpened(.replaced))),
        "another segment has replaced it; nothing was changed"
      ),
      (ReplacementOutcome(.failed(.beyondEnd(size: 1))), "it ends at 1; nothing was written"),
      (ReplacementOutcome(.failed(.sealed)), "it is sealed against writing"),
      (
        ReplacementOutcome(
          written: [ByteReplacement(at: 0, of: [0], by: [0x41])],
          .failed(.stopped(written: 1, .noSpace))),
        "No space left on device; 1 byte written"
      ),
      (
        ReplacementOutcome(
          written: [ByteReplacement(at: 0, of: [0, 1], by: [0x41, 0x42])], .changed([0x12: 1])),
        "only 2 bytes written: another program changed 0x12; your"
      ),
    ] as [(ReplacementOutcome, String)])
  func `a failure is told, and the rest of the edits stays`(
    outcome: ReplacementOutcome, words: String
  ) throws {
    var stage = asked
    stage.play("y")
    let parts = try #require(EditTests.written(stage))
    stage.send(.wrote(segment, parts, outcome))
    #expect(stage.text.contains("posix:/data: \(words)"), "\(stage.text)")
    let left = 3 - outcome.written.reduce(0) { $0 + $1.after.count }
    stage.play("Right")
    #expect(stage.lines[1].contains("\(left) byte"), "\(stage.text)")
  }

  @Test func `bytes that were written and changed again are told`() throws {
    var stage = asked
    stage.play("y")
    let parts = try #require(EditTests.written(stage))
    stage.send(
      .wrote(segment, parts, ReplacementOutcome(written: parts, .overwritten([0: 1, 1: 1]))))
    #expect(
      stage.text.contains("posix:/data: 3 bytes written, but another program has overwritten 0x0"))
  }

  @Test func `lists the first places only, and the first bytes of each`() {
    let stage = EditTests.stage(
      "E Tab 'a' Right 'b' Right 'c' Right 'd' Right 'e' Right 'f' Right 'ghijklmnopqrstuvwxyz' F2")
    #expect(stage.text.contains("26 bytes in 7 places"), "\(stage.text)")
    #expect(stage.text.contains("and 3 places more"), "\(stage.text)")
    let long = EditTests.stage("E Tab 'abcdefghijklmnopqrstuvwxyz' F2", columns: 120)
    #expect(long.text.contains("6b 6c … and 14 more"), "\(long.text)")
  }

  @Test func `warns if the segment is in use`() {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(
      Sample.judged(
        [Sample.posix("data", inode: 1, size: 64)],
        holders: [.file(inode: 1): [Sample.holder(3187, "o\u{1b}ne")]]))
    stage.play("x")
    stage.answer(.success(.file))
    stage.read((0..<64).map { $0 })
    stage.play("E '4' w")
    #expect(stage.text.contains(#"In use by o\ene(3187)"#), "\(stage.text)")
    #expect(stage.text.contains("a holder can read the bytes"), "\(stage.text)")
  }

  @Test func `is not asked if nothing is changed, or if the segment is gone or too small`() {
    var stage = EditTests.stage("E w")
    #expect(stage.lines.last == "nothing to write: no byte is changed")
    stage.play("End '4'")
    var shrunk = stage
    shrunk.show(Sample.snapshot([Sample.posix("data", inode: 1, size: 32)], later: 1))
    shrunk.play("w")
    #expect(
      shrunk.lines.last == "the segment shrank to 32 bytes: undo the changes beyond that",
      "\(shrunk.text)")
    stage.send(.contentsGone(stage.session))
    stage.play("w")
    #expect(stage.lines.last == "this segment is gone")
    stage.play("'4'")
    #expect(stage.lines.last == "this segment is gone")
  }

  @Test func `a segment that took its name is never meant`() throws {
    var stage = EditTests.stage("E '4'")
    stage.show(Sample.snapshot([Sample.posix("data", inode: 2, size: 64)], later: 1))
    stage.play("w y")
    let targets = stage.effects.compactMap { effect -> Identity? in
      if case .write(let target, _, _) = effect { target.identity } else { nil }
    }
    #expect(targets == [segment.identity])
  }
}
