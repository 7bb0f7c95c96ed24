import SafeText
import Testing

/// Numbers as text.
struct NumberTests {
  @Test(
    arguments: [
      (0, "0"), (7, "7"), (10, "10"), (-1, "-1"), (1_000_000, "1000000"),
      (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"),
    ] as [(Int64, String)])
  func `a signed number is written in decimal`(number: Int64, text: String) {
    var written = DisplayText()
    written.append(number)
    #expect(written.string == text)
    #expect(written.columns == text.utf8.count)
  }

  @Test func `numbers of every width are written whole`() {
    let text: DisplayText = "\(UInt64.max) \(Int32.min) \(UInt8.max) \(Int8.min)"
    #expect(text.string == "18446744073709551615 -2147483648 255 -128")
    #expect(text.columns == 41)
  }

  @Test(
    arguments: [
      (0, 1, "0"), (0, 0, "0"), (0, 4, "0000"), (0xff, 1, "ff"), (0xff, 2, "ff"),
      (0xabc, 8, "00000abc"), (.max, 1, "ffffffffffffffff"), (.max, 18, "00ffffffffffffffff"),
    ] as [(UInt64, Int, String)])
  func `a hexadecimal number has at least its width`(number: UInt64, width: Int, text: String) {
    var written = DisplayText()
    written.append(hex: number, width: width)
    #expect(written.string == text)
    #expect(written.columns == text.utf8.count)
  }

  @Test(
    arguments: [
      (0, 1, "0"), (0o600, 4, "0600"), (0o1777, 4, "1777"), (8, 1, "10"),
      (.max, 1, "1777777777777777777777"),
    ] as [(UInt64, Int, String)])
  func `an octal number has at least its width`(number: UInt64, width: Int, text: String) {
    var written = DisplayText()
    written.append(octal: number, width: width)
    #expect(written.string == text)
  }

  @Test func `words, numbers and safe text mix in a literal`() {
    let name = DisplayText(escaping: "a\nb".utf8, in: .ascii)
    let text: DisplayText = "segment \(name) of \(3)"
    #expect(text.string == "segment a\\nb of 3")
    #expect(text.columns == 17)
  }
}
