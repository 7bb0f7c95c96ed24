import Canvas
import Contents
import Monitor
import Formatting
import SafeText
import SharedMemory
import Testing

struct InspectorTests {
  private func stage(
    _ bytes: [UInt8], _ columns: Int = 80, _ rows: Int = 24, charset: Charset = .utf8
  ) -> MonitorHarness {
    var stage = MonitorHarness.contents(size: UInt64(bytes.count), columns, rows, charset: charset)
    stage.read(bytes)
    return stage
  }

  private func inspector(_ stage: MonitorHarness) -> String {
    stage.lines.suffix(6).dropLast().joined(separator: "\n")
  }

  @Test func `the bytes at the cursor are shown as numbers, time and text`() throws {
    let bytes: [UInt8] = [0xc3, 0xa9, 0, 0x80, 0, 0, 0, 0x80, 1]
    var stage = stage(bytes)
    try stage.expectScreen("hex-inspector")
    stage.press(.character("e"))
    #expect(inspector(stage).contains("u16 50089"))
    #expect(inspector(stage).contains("big endian (e for little)"))
  }

  @Test func `a time is written as a date`() {
    var seconds = UInt64(1_795_266_311).littleEndian
    let bytes = withUnsafeBytes(of: &seconds) { Array($0) }
    #expect(inspector(stage(bytes)).contains("time_t 2026-11-21T13:05:11Z"))
  }

  @Test func `a number is left out if there are too few bytes for it`() throws {
    var stage = stage([1, 2, 3, 4, 5])
    #expect(inspector(stage).contains("u32 67305985    u64 -"))
    stage.press(.end)
    try stage.expectScreen("hex-inspector-end")
  }

  @Test func `a hostile string is escaped and one too long is cut`() {
    let stage = stage(Array("\u{1b}]2;x\u{7}\u{202e}".utf8) + [UInt8](repeating: 0xff, count: 200))
    #expect(inspector(stage).contains(#"string "\e]2;x\x07\u{202e}"#))
    #expect(stage.lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["\u{7ad}", "\u{10ffff}", "\u{e0001}"])
  func `an escaped character is whole, and apart from the string`(character: String) throws {
    let scalar = try #require(character.unicodeScalars.first)
    let digits = String(scalar.value, radix: 16)
    let bytes = Array(character.utf8) + [0]
    for charset in [Charset.utf8, .ascii] {
      let text = inspector(stage(bytes, charset: charset))
      #expect(text.contains("U+\(digits.count < 4 ? "0" : "")\(digits) \\u{\(digits)} "))
      #expect(text.contains(" string \"\\u{\(digits)}\""))
    }
  }

  @Test func `the longest numbers stand apart from what follows`() throws {
    var bits = Float(-1.2345679e-38).bitPattern.littleEndian
    let bytes = withUnsafeBytes(of: &bits) { Array($0) }
    #expect(inspector(stage(bytes + bytes)).contains("f32 -1.2345679e-38   f64 "))
    var double = (-2.2250738585072014e-308).bitPattern.littleEndian
    let long = withUnsafeBytes(of: &double) { Array($0) }
    #expect(inspector(stage(long)).contains("f64 -2.2250738585072014e-308  time_t"))
  }

  @Test func `while bytes are edited, e is a digit, and the title does not offer it`() {
    var stage = stage([1, 2])
    stage.play("E")
    #expect(inspector(stage).contains(" little endian "), "\(stage.text)")
    #expect(!stage.text.contains("(e for big)"))
    stage.play("Esc")
    #expect(inspector(stage).contains("little endian (e for big)"))
  }

  @Test func `without Unicode nothing else is drawn`() {
    let stage = stage(Array("é".utf8), charset: .ascii)
    #expect(inspector(stage).hasPrefix("-- little endian (e for big) -- writers not known yet"))
    #expect(inspector(stage).contains(#"utf-8 U+00e9 \u{e9}"#))
    #expect(stage.text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [(80, 23), (77, 24), (40, 10), (200, 20)])
  func `on a small screen the bytes have all the room`(columns: Int, rows: Int) {
    #expect(!stage([1], columns, rows).text.contains("endian"))
  }

  @Test func `values at the end of the screen are known as well`() {
    var stage = stage([UInt8](repeating: 1, count: 4096))
    stage.press(.end)
    stage.press(.home)
    for _ in 0..<15 { stage.press(.down) }
    for _ in 0..<15 { stage.press(.right) }
    stage.read([UInt8](repeating: 1, count: 16 * 16 + 63))
    #expect(inspector(stage).contains("u64 72340172838076673"))
  }
}
