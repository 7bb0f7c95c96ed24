import Canvas
import Contents
import Monitor
import Formatting
import SharedMemory
import Testing

@Suite struct OffsetExpressionTests {
  private func stage(size: UInt64 = 1 << 20, _ columns: Int = 80, _ rows: Int = 24)
    -> MonitorHarness
  {
    MonitorHarness.contents(size: size, columns, rows)
  }

  private func go(_ stage: inout MonitorHarness, to place: String) {
    stage.press(.character(":"))
    stage.type(place)
    stage.press(.enter)
  }

  @Test(
    arguments: [
      ("0x40", "0x40"), ("0X4f", "0x4f"), ("64", "0x40"), ("4K", "0x1000"), ("4k", "0x1000"),
      ("0x1K", "0x400"), ("50%", "0x7ffff"), ("0%", "0x0"), ("100%", "0xfffff"),
      ("12.5%", "0x1ffff"), (" 16 ", "0x10"), ("+16", "0x1010"), ("-0x10", "0xff0"),
      ("+1K", "0x1400"), ("-1M", "0x0"), ("0", "0x0"), ("1048575", "0xfffff"),
    ])
  func `an offset can be typed in many forms`(text: String, place: String) {
    var stage = stage()
    go(&stage, to: "4096")
    go(&stage, to: text)
    #expect(stage.lines[1].contains("at \(place),"), "\(stage.lines[1])")
    #expect(stage.lines.last?.hasPrefix("? help") == true)
  }

  @Test(
    arguments: [
      ("", "type an offset"), ("x", "not an offset"), ("0x", "not an offset"),
      ("+", "not an offset"),
      ("12a", "not an offset"), ("--1", "not an offset"), ("%", "not an offset"),
      ("K", "not an offset"),
      ("1.2.3%", "not an offset"), ("0x8000000000000000", "too large"),
      ("9223372036854775808", "too large"), ("99999999999999999999999", "too large"),
      ("16777216T", "too large"), ("+99999999999999999999", "too large"), ("101%", "more than"),
      ("99999999999999999999999%", "more than"), ("é", "not an offset"),
    ])
  func `an invalid offset stays in the prompt with the reason`(text: String, reason: String) {
    var stage = stage()
    go(&stage, to: text)
    #expect(stage.lines[22].hasPrefix(reason), "\(stage.lines[22])")
    #expect(stage.lines[23].hasPrefix("go to: \(text)_"))
    stage.press(.control("u"))
    #expect(!stage.text.contains(reason))
    stage.type("0x40")
    stage.press(.enter)
    #expect(stage.lines[1].contains("at 0x40,"))
  }

  @Test(arguments: ["1M", "0x7fffffffffffffff", "+4G"])
  func `an offset past the end leads to the last byte, with a message`(text: String) {
    var stage = stage()
    go(&stage, to: text)
    #expect(stage.lines[1].contains("at 0xfffff, 100%"))
    #expect(stage.lines[23] == "past the end: this is the last byte")
  }

  @Test func `the cursor reaches the end of the largest possible segment`() {
    var stage = stage(size: .max, 120, 24)
    go(&stage, to: "0x7fffffffffffffff")
    go(&stage, to: "+0x7fffffffffffffff")
    #expect(stage.lines[1].contains("at 0xfffffffffffffffe, 100%"))
    go(&stage, to: "99.99%")
    #expect(stage.lines[1].contains(", 99%"))
  }

  @Test func `g opens the prompt too, and Esc changes nothing`() {
    for key in [Key.escape, .backspace] {
      var stage = stage()
      stage.press(.character("g"))
      #expect(stage.lines.last == "go to: _  0x1000  4096  4K  +16  -16  50%")
      stage.press(key)
      #expect(stage.lines[1].contains("at 0x0,"))
      #expect(stage.lines.last?.hasPrefix("? help") == true)
    }
  }

  @Test func `an offset off the screen is shown with the lines around it`() {
    var stage = stage()
    go(&stage, to: "0x8000")
    let expected: UInt64 = 0x7f90
    #expect(stage.effects.last?.lineRequest?.anchor == expected)
    go(&stage, to: "+16")
    #expect(stage.effects.last?.lineRequest?.anchor == expected)
  }

  @Test func `an empty segment has no offset to go to`() {
    var stage = stage(size: 0)
    stage.press(.character(":"))
    #expect(stage.lines.last?.hasPrefix("? help") == true)
  }
}
