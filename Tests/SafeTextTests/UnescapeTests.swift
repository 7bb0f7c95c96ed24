import SafeText
import TestSupport
import Testing

/// Escaped text back to the bytes that it was.
struct UnescapeTests {
  @Test(
    arguments: [
      ("", []),
      ("plain text", Array("plain text".utf8)),
      ("\\\\", [0x5c]),
      ("\\n\\t\\r\\e", [0x0a, 0x09, 0x0d, 0x1b]),
      ("\\x00\\xff\\xFf", [0x00, 0xff, 0xff]),
      ("\\x20a\\x20", [0x20, 0x61, 0x20]),
      ("\\u{202e}", [0xe2, 0x80, 0xae]),
      ("\\u{85}", [0xc2, 0x85]),
      ("\\u{10FFFF}", [0xf4, 0x8f, 0xbf, 0xbf]),
      ("\\\\x41", Array("\\x41".utf8)),
      ("ü", [0xc3, 0xbc]),
    ] as [(String, [UInt8])])
  func `an escape becomes its bytes`(text: String, bytes: [UInt8]) {
    #expect(DisplayText.bytes(unescaping: text.utf8) == bytes)
  }

  @Test(
    arguments: [
      "\\", "end\\", "\\q", "\\N", "\\0", "\\x", "\\x4", "\\xg0", "\\x-1", "\\x+1", "\\x 1", "\\u",
      "\\u{", "\\u{}", "\\u}", "\\u41", "\\u{41", "\\u{0000041}", "\\u{110000}", "\\u{d800}",
      "\\u{+41}", "\\u{-1}", "\\u{4 1}", "\\u{zz}", "\\u{٣}",
    ])
  func `an escape that is never written is rejected`(text: String) {
    #expect(DisplayText.bytes(unescaping: text.utf8) == nil)
  }

  @Test(arguments: 0..<4)
  func `damaged text is rejected, or has bytes that survive escaping`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<500 {
      let text = random.mutated(DisplayText(escaping: random.next(most: 8), in: .utf8).utf8)
      guard let bytes = DisplayText.bytes(unescaping: text) else { continue }
      // No escape is shorter than what it stands for, and plain bytes stand for themselves.
      #expect(bytes.count <= text.count)
      for charset in [Charset.utf8, .ascii] {
        let again = DisplayText(escaping: bytes, in: charset).utf8
        #expect(DisplayText.bytes(unescaping: again) == bytes, "\(text)")
      }
      if !text.contains(UInt8(ascii: "\\")) { #expect(bytes == text) }
    }
  }
}
