import SafeText
import Testing

/// Marks that stand on the character before them.
struct CombiningMarkTests {
  @Test(
    arguments: [
      ("one on a letter", "e\u{301}", "e\u{301}", 1),
      ("two on a letter", "e\u{301}\u{302}", "e\u{301}\u{302}", 1),
      ("three on a letter", "e\u{301}\u{302}\u{303}", "e\u{301}\u{302}\\u{303}", 8),
      (
        "a fourth, behind an escape", "e\u{301}\u{302}\u{303}\u{304}",
        "e\u{301}\u{302}\\u{303}\\u{304}", 15
      ),
      ("at the start", "\u{301}e", "\\u{301}e", 8),
      ("on a space", "a \u{301}", "a \\u{301}", 9),
      ("on a newline", "\n\u{301}", "\\n\\u{301}", 9),
      ("on an invisible character", "\u{200b}\u{301}", "\\u{200b}\\u{301}", 15),
      ("on a wide character", "日\u{301}", "日\u{301}", 2),
      ("enclosing", "a\u{20dd}", "a\u{20dd}", 1),
      (
        "two letters with two each", "a\u{301}\u{301}b\u{301}\u{301}",
        "a\u{301}\u{301}b\u{301}\u{301}", 2
      ),
      ("Hangul vowel on a consonant", "\u{1100}\u{1161}", "\u{1100}\u{1161}", 2),
    ])
  func `a character has at most two marks, and a mark without a base is escaped`(
    what: String, input: String, text: String, columns: Int
  ) throws {
    // Strings that are equal by Unicode's rules can differ: bytes do not.
    #expect(try Array(shown(input).utf8) == Array(text.utf8), "\(what)")
    #expect(DisplayText(escaping: input.utf8, in: .utf8).columns == columns, "\(what)")
  }

  @Test func `a mark after a byte that is not UTF-8 has no base`() throws {
    #expect(try shown([0xff] + Array("\u{301}".utf8)) == "\\xff\\u{301}")
  }

  @Test func `a mark cannot join the literal before it`() {
    var text: DisplayText = "name"
    text.append(escaping: "\u{301}".utf8, in: .utf8)
    #expect(text.string == "name\\u{301}")
  }
}
