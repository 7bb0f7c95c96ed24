import SafeText
import Testing

/// The escapes, one for each reason.
struct EscapeFormTests {
  @Test(
    arguments: [
      ("plain", "plain"),
      ("", ""),
      ("psm_4f1c22d0", "psm_4f1c22d0"),
      ("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~", "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"),
      ("back\\slash", "back\\\\slash"),
      ("two\nlines", "two\\nlines"),
      ("a\ttab", "a\\ttab"),
      ("carriage\rreturn", "carriage\\rreturn"),
      ("\u{1b}[2J", "\\e[2J"),
      ("\u{1b}]2;title\u{7}", "\\e]2;title\\x07"),
      ("nul\0byte", "nul\\x00byte"),
      ("\u{8}\u{b}\u{c}\u{1f}", "\\x08\\x0b\\x0c\\x1f"),
      ("delete\u{7f}", "delete\\x7f"),
      (" in front", "\\x20in front"),
      ("behind ", "behind\\x20"),
      ("  two on each side  ", "\\x20 two on each side \\x20"),
      (" ", "\\x20"),
      ("  ", "\\x20\\x20"),
    ])
  func `ASCII is shown or escaped`(input: String, text: String) throws {
    #expect(try shown(input) == text)
  }

  @Test(
    arguments: [
      ("C1 control", "a\u{85}b", "a\\u{85}b"),
      ("C1 control sequence introducer", "\u{9b}31m", "\\u{9b}31m"),
      ("right-to-left override", "exe\u{202e}fdp", "exe\\u{202e}fdp"),
      ("left-to-right isolate", "\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
      ("Arabic letter mark", "\u{61c}x", "\\u{61c}x"),
      ("zero-width space", "a\u{200b}b", "a\\u{200b}b"),
      ("zero-width joiner", "a\u{200d}b", "a\\u{200d}b"),
      ("byte order mark", "\u{feff}a", "\\u{feff}a"),
      ("soft hyphen", "a\u{ad}b", "a\\u{ad}b"),
      ("combining grapheme joiner", "a\u{34f}b", "a\\u{34f}b"),
      ("Hangul filler", "a\u{3164}b", "a\\u{3164}b"),
      ("variation selector", "a\u{fe0f}b", "a\\u{fe0f}b"),
      ("tag", "a\u{e0041}b", "a\\u{e0041}b"),
      ("no-break space", "a\u{a0}b", "a\\u{a0}b"),
      ("ideographic space", "a\u{3000}b", "a\\u{3000}b"),
      ("line separator", "a\u{2028}b", "a\\u{2028}b"),
      ("paragraph separator", "a\u{2029}b", "a\\u{2029}b"),
      ("private use", "a\u{e000}b", "a\\u{e000}b"),
      ("private use in the last plane", "\u{10fffd}", "\\u{10fffd}"),
      ("not a character", "\u{ffff}", "\\u{ffff}"),
      ("unassigned", "\u{378}", "\\u{378}"),
    ])
  func `characters beyond ASCII that hide or move text are escaped`(
    what: String, input: String, text: String
  ) throws {
    #expect(try shown(input) == text, "\(what)")
  }

  @Test(arguments: ["grün", "日本語", "Ελλάδα", "שלום", "한국", "😀", "→", "\u{fffd}"])
  func `printable characters beyond ASCII stay`(text: String) throws {
    #expect(try Array(shown(text).utf8) == Array(text.utf8))
  }

  @Test(
    arguments: [
      ("grün", "gr\\u{fc}n"),
      ("e\u{301}", "e\\u{301}"),
      ("日本", "\\u{65e5}\\u{672c}"),
      ("a\u{85}\u{202e}", "a\\u{85}\\u{202e}"),
      ("~plain~", "~plain~"),
    ])
  func `if only ASCII can be shown, everything else is escaped`(input: String, text: String) {
    #expect(DisplayText(escaping: input.utf8, in: .ascii).string == text)
  }

  @Test func `a sequence without contiguous storage is escaped just the same`() {
    let bytes = sequence(first: UInt8(0x1c)) { $0 < 0x22 ? $0 + 1 : nil }
    #expect(
      DisplayText(escaping: bytes, in: .ascii).string == "\\x1c\\x1d\\x1e\\x1f !\"")
  }

  @Test func `each appended value has its own first and last space`() {
    var text: DisplayText = "user "
    text.append(escaping: " a ".utf8, in: .ascii)
    text.append(literal: " ")
    text.append(escaping: "b".utf8, in: .ascii)
    #expect(text.string == "user \\x20a\\x20 b")
  }
}
