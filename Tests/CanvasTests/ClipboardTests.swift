import Canvas
import Testing

@Suite("The clipboard") struct ClipboardTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]) func `base64 is that of RFC 4648`(text: String, encoded: String) {
    #expect(Clipboard.base64(Array(text.utf8)) == Array(encoded.utf8))
  }

  @Test func `all digits of base64 are used`() {
    #expect(Clipboard.base64([0xfb, 0xef, 0xff]) == Array("++//".utf8))
  }

  @Test func `the sequence begins with OSC 52 and ends with BEL`() {
    #expect(
      Clipboard.sequence(for: Array("ab".utf8)) == Array("\u{1b}]52;c;YWI=\u{7}".utf8))
  }

  @Test func `the longest sequence has 100000 bytes`() {
    let text = [UInt8](repeating: 0x41, count: Clipboard.most)
    #expect(Clipboard.sequence(for: text)?.count == 100_000)
    #expect(Clipboard.sequence(for: text + [0x41]) == nil)
  }
}
