import Canvas
import Contents
import Monitor
import Formatting
import SystemPackage
import Testing

/// Saving bytes of a segment to a file.
struct SaveTests {
  private func stage(_ columns: Int = 80, _ rows: Int = 24) -> MonitorHarness {
    MonitorHarness.contents(columns, rows)
  }

  /// Saves what the prompts say by themselves.
  private func save(_ stage: inout MonitorHarness) {
    stage.press(.character("w"), .enter, .enter, .enter)
  }

  @Test func `the prompts suggest values`() {
    var stage = stage()
    stage.press(.down, .character("w"))
    #expect(stage.lines[23] == "save from offset: 0x10_  Enter: length")
    stage.press(.enter)
    #expect(stage.lines[23] == "save length: 1048560_  Enter: file  Up: back")
    stage.press(.enter)
    #expect(stage.lines[23] == "save to file: data-0x10.bin_  Enter: save  Up: back")
    stage.press(.enter)
    #expect(stage.job?.work == .save(0x10..<(1 << 20), to: Array("data-0x10.bin".utf8)))
    #expect(stage.lines[23] == "saving  Esc stops it")
  }

  @Test func `typed values are used`() {
    var stage = stage(40, 10)
    stage.press(.character("w"), .control("u"))
    stage.type("50%")
    stage.press(.enter, .control("u"))
    stage.type("4K")
    stage.press(.enter, .control("u"))
    stage.type("/tmp/é x")
    stage.press(.enter)
    #expect(stage.job?.work == .save(0x7ffff..<0x80fff, to: Array("/tmp/é x".utf8)))
  }

  @Test(
    arguments: [
      (0, "1M", "past the end: the last byte is at 0xfffff"), (0, "x", "not an offset"),
      (0, "", "type an offset"), (1, "0", "type a number of bytes"),
      (1, "", "type a number of bytes"),
      (1, "-1", "type a number of bytes"), (1, "2M", "too many: only 1048576 bytes"),
      (1, "99999999999999999999", "type a number of bytes"), (2, "", "type the name of a new file"),
    ])
  func `an invalid value stays in the prompt with the reason`(
    step: Int, text: String, reason: String
  ) {
    var stage = stage()
    stage.press(.character("w"))
    for _ in 0..<step { stage.press(.enter) }
    stage.press(.control("u"))
    stage.type(text)
    stage.press(.enter)
    #expect(stage.lines[22].hasPrefix(reason), "\(stage.lines[22])")
    #expect(stage.lines[23].hasPrefix("save "))
    #expect(stage.job == nil)
  }

  @Test func `Up goes back one step and Esc cancels`() {
    var stage = stage()
    stage.press(.character("w"), .enter, .enter, .up)
    #expect(stage.lines[23].hasPrefix("save length: 1048576_"))
    stage.press(.up)
    #expect(stage.lines[23].hasPrefix("save from offset: 0x0_"))
    stage.press(.escape)
    #expect(stage.lines[23].hasPrefix("? help"))
    #expect(stage.job == nil)
  }

  @Test(
    arguments: [
      ("a/b c", "a_b_c-0x0.bin"), (".hid", "_.hid-0x0.bin"), ("-rf", "_-rf-0x0.bin"),
      ("\u{1b}é\\", "____-0x0.bin"),
    ])
  func `the suggested file name is plain, whatever the name of the segment`(
    name: String, file: String
  ) {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.posix(name, inode: 1)]))
    stage.press(.character("x"))
    stage.answer(.success(.file))
    save(&stage)
    #expect(stage.job?.work == .save(0..<4096, to: Array(file.utf8)))
  }

  @Test(
    arguments: [
      (SaveOutcome(count: 1 << 20), "saved 1048576 bytes to data-0x0.bin"),
      (
        SaveOutcome(count: 1 << 20, isSegment: true),
        "saved 1048576 bytes to data-0x0.bin, which is itself a segment and uses memory"
      ),
      (
        SaveOutcome(count: 0, problem: .notCreated(.failed("data-0x0.bin", .fileExists))),
        "data-0x0.bin: already exists and was not changed"
      ),
      (
        SaveOutcome(count: 0, problem: .notCreated(.failed("data-0x0.bin", .permissionDenied))),
        "data-0x0.bin: Permission denied"
      ),
      (
        SaveOutcome(count: 5, problem: .failed(.writing(.noSpace))),
        "data-0x0.bin: No space left on device; 5 of 1048576 bytes are in"
      ),
      (
        SaveOutcome(count: 5, problem: .shrank),
        "the segment shrank meanwhile; 5 of 1048576 bytes are in data-0x0.bin"
      ),
      (
        SaveOutcome(count: 5, problem: .stopped),
        "stopped; 5 of 1048576 bytes are in data-0x0.bin"
      ),
      (
        SaveOutcome(count: 5, problem: .failed(.reading(.ioError))),
        "the segment cannot be read: Input/output error; 5 of 1048576 bytes are in"
      ),
      (
        SaveOutcome(count: 5, problem: .failed(.reading(.noData))),
        "the segment cannot be read: part of it was swapped out, and cannot be"
      ),
    ])
  func `the result is shown`(outcome: SaveOutcome, words: String) {
    var stage = stage()
    save(&stage)
    stage.tell(.saved(outcome))
    // A long message takes two rows.
    let message = "\(stage.lines[22]) \(stage.lines[23])"
    #expect(stage.lines[23].hasPrefix(words) || message.hasPrefix(words), "\(message)")
    #expect(outcome.problem != nil || stage.lines[23] == words)
  }

  @Test func `Esc stops a save, and its result is shown on any screen`() throws {
    var stage = stage()
    save(&stage)
    stage.press(.escape)
    #expect(stage.effects.last == .stopJob(number: stage.jobNumber))
    stage.press(.escape)
    #expect(stage.text.contains("NAME"))
    stage.tell(.saved(SaveOutcome(count: 5, problem: .stopped)))
    #expect(stage.lines[23].hasPrefix("stopped; 5 of"))
  }

  @Test func `no other job starts and q does not quit during a save`() {
    var stage = stage()
    save(&stage)
    stage.forgetEffects()
    for key in [Key.character("q"), .character("/"), .character("w"), .character("n")] {
      stage.press(key)
      #expect(stage.lines[23] == "bytes are being saved: Esc stops that, ^C quits")
    }
    #expect(stage.effects == [])
    stage.tell(.saved(SaveOutcome(count: 1 << 20)))
    stage.press(.character("q"))
    #expect(stage.effects == [.quit])
  }
}
