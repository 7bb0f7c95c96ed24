import SafeText
import TestSupport
import Testing

/// How much room a text takes on a screen.
struct ColumnTests {
  init() throws { try #require(UTF8Locale.isTaken) }

  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("grün", 4), ("日本語", 6), ("한국", 4), ("😀", 2), ("→", 1),
      ("a\u{301}", 1), ("\n", 2), ("\\", 2), ("\u{0}", 4), ("\u{202e}", 8), ("ｆｕｌｌ", 8),
    ])
  func `a text has the width that the locale says`(text: String, columns: Int) {
    #expect(DisplayText(escaping: text.utf8, in: .utf8).columns == columns)
  }

  @Test func `the locale of the tests shows UTF-8`() {
    #expect(Charset.current == .utf8)
  }

  @Test(
    arguments: [
      .ellipsis, .meterFull, .meterEmpty, .horizontal, .vertical, .topLeft, .topRight,
      .bottomLeft, .bottomRight, .descending, .ascending, .warning, .dot,
    ] as [Glyph])
  func `a glyph is one character of one column in either charset`(glyph: Glyph) throws {
    for charset in [Charset.ascii, .utf8] {
      let text = glyph.text(in: charset)
      #expect(text.columns == 1)
      let scalar = try #require(text.string.unicodeScalars.first)
      #expect(text.string.unicodeScalars.count == 1)
      #expect(scalar.terminalColumns == 1)
      #expect(scalar.isASCII == (charset == .ascii))
    }
  }

  @Test func `glyphs repeat, and a negative count appends none`() {
    var text = DisplayText()
    text.append(.meterFull, in: .ascii, count: 3)
    text.append(.meterEmpty, in: .ascii, count: -1)
    text.append(.ellipsis, in: .ascii)
    #expect(text.string == "###~")
  }

  @Test func `padding reaches a width and never cuts`() {
    var text: DisplayText = "name"
    text.pad(to: 6)
    text.append(literal: "|")
    text.pad(to: 3)
    text.pad(to: 2, from: 7)
    #expect(text.string == "name  |  ")
    #expect(text.columns == 9)
    text.removeAll()
    #expect(text.isEmpty)
    #expect(text.columns == 0)
  }
}
