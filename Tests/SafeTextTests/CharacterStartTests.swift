import SafeText
import Testing

/// The offsets of characters in a text that is being typed.
struct CharacterStartTests {
  @Test(
    arguments: [
      ("", []), ("ab", [0, 1]), ("é", [0]), ("e\u{301}x", [0, 3]), ("日本", [0, 3]),
      ("\u{301}a", [0, 2]), ("\u{202e}\\", [0, 3]), ("e\u{301}\u{301}\u{301}", [0, 5]),
    ] as [(String, [Int])])
  func `marks belong to their base, and other characters are separate`(text: String, starts: [Int])
  {
    #expect(DisplayText.characterStarts(in: Array(text.utf8)) == starts)
  }

  @Test func `a byte that is not UTF-8 is a character`() {
    #expect(DisplayText.characterStarts(in: [0x61, 0xff, 0xe2, 0x82, 0x62]) == [0, 1, 2, 3, 4])
  }

  @Test func `escaping up to a character start gives a prefix of the whole text`() {
    var generator = SystemRandomNumberGenerator()
    let pieces: [[UInt8]] =
      [
        "a", "\\", "\n", "é", "e\u{301}", "\u{301}", "\u{202e}", "日", "\u{200d}", "😀",
      ].map { Array($0.utf8) } + [[0xff], [0xe2, 0x82], [0x80], [0x7f]]
    for _ in 0..<2000 {
      let count = Int.random(in: 0..<12, using: &generator)
      let bytes = (0..<count).flatMap { _ in
        pieces.randomElement(using: &generator) ?? []
      }
      let whole = DisplayText(escaping: bytes, in: .utf8)
      var last = -1
      for start in DisplayText.characterStarts(in: bytes) + [bytes.count] where start > 0 {
        let part = DisplayText(escaping: bytes[..<start], in: .utf8)
        #expect(whole.utf8.starts(with: part.utf8), "\(bytes) at \(start)")
        #expect(part.columns > last, "\(bytes) at \(start)")
        last = part.columns
      }
    }
  }
}
