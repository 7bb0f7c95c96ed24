import SafeText
import Testing

/// Bytes that are not UTF-8 are shown one by one.
struct InvalidUTF8Tests {
  @Test(
    arguments: [
      ("a continuation alone", [0x80], "\\x80"),
      ("the C1 control as one byte", [0x9b, 0x33, 0x31, 0x6d], "\\x9b31m"),
      ("bytes that never occur", [0xc0, 0xc1, 0xf5, 0xfe, 0xff], "\\xc0\\xc1\\xf5\\xfe\\xff"),
      ("an overlong slash", [0xc0, 0xaf], "\\xc0\\xaf"),
      ("an overlong slash of three bytes", [0xe0, 0x80, 0xaf], "\\xe0\\x80\\xaf"),
      ("an overlong slash of four bytes", [0xf0, 0x80, 0x80, 0xaf], "\\xf0\\x80\\x80\\xaf"),
      ("an overlong NUL", [0xc0, 0x80], "\\xc0\\x80"),
      ("the first surrogate", [0xed, 0xa0, 0x80], "\\xed\\xa0\\x80"),
      ("the last surrogate", [0xed, 0xbf, 0xbf], "\\xed\\xbf\\xbf"),
      ("above the last character", [0xf4, 0x90, 0x80, 0x80], "\\xf4\\x90\\x80\\x80"),
      ("cut after one of two", [0x61, 0xc3], "a\\xc3"),
      ("cut after two of three", [0xe6, 0x97], "\\xe6\\x97"),
      ("cut after three of four", [0xf0, 0x9f, 0x98], "\\xf0\\x9f\\x98"),
      ("cut by a letter", [0xe6, 0x97, 0x61], "\\xe6\\x97a"),
      ("cut by a character", [0xe6, 0x97, 0xc3, 0xbc], "\\xe6\\x97ü"),
      ("cut by a newline", [0xc3, 0x0a], "\\xc3\\n"),
      ("Latin-1", [0x67, 0x72, 0xfc, 0x6e], "gr\\xfcn"),
    ] as [(String, [UInt8], String)])
  func `bytes that are not UTF-8 are shown one by one`(
    what: String, input: [UInt8], text: String
  ) throws {
    #expect(try shown(input) == text, "\(what)")
  }

  @Test(
    arguments: [
      ([0xc2, 0x80], "\\u{80}"),
      ([0xdf, 0xbf], "\u{7ff}"),
      ([0xe0, 0xa0, 0x80], "\u{800}"),
      ([0xed, 0x9f, 0xbf], "\\u{d7ff}"),
      ([0xee, 0x80, 0x80], "\\u{e000}"),
      ([0xef, 0xbf, 0xbd], "\u{fffd}"),
      ([0xf0, 0x90, 0x80, 0x80], "\u{10000}"),
      ([0xf4, 0x8f, 0xbf, 0xbf], "\\u{10ffff}"),
    ] as [([UInt8], String)])
  func `the first and the last characters of each length are characters`(
    input: [UInt8], text: String
  ) throws {
    #expect(try shown(input) == text)
  }
}
