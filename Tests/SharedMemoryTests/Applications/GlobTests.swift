import SharedMemory
import TestSupport
import Testing

/// Patterns of names.
struct GlobTests {
  private func matches(_ pattern: String, _ text: String) -> Bool? {
    Glob(pattern.utf8).map { $0.matches(text.utf8) }
  }

  @Test(
    arguments: [
      ("psm_1", "psm_1"), ("*", ""), ("*", "x"), ("**", "x"), ("psm_*", "psm_"), ("*_1", "psm_1"),
      ("p*m*1", "psm_1"), ("?sm_1", "psm_1"), ("[p]sm_1", "psm_1"), ("[a-z]sm_1", "psm_1"),
      ("[!0-9]sm_1", "psm_1"), ("[^0-9]sm_1", "psm_1"), ("psm_[0-9]", "psm_1"),
      ("[]]x", "]x"), ("[!]]x", "ax"), ("[a-]x", "-x"), ("[-a]x", "-x"), (#"[\]]x"#, "]x"),
      (#"[a\-c]x"#, "-x"), (#"\*"#, "*"), (#"\["#, "["), (#"\\"#, #"\"#), (#"\a"#, "a"),
      ("a]", "a]"), ("!^-", "!^-"), ("*a*b", "aabab"), ("dir/*", "dir/a/b"), ("*.9A1c", ".9A1c"),
    ])
  func `fits`(_ pattern: String, _ text: String) {
    #expect(matches(pattern, text) == true)
  }

  @Test(
    arguments: [
      ("psm_1", "psm_12"), ("psm_1", "xpsm_1"), ("psm", "PSM"), ("?", ""), ("?", "xy"), ("", "x"),
      ("[!p]sm_1", "psm_1"), ("[a-c]", "d"), ("[c-a]", "b"), (#"\*"#, "x"), (#"[a\-c]"#, "b"),
      ("*a", "ab"), ("a*b*c", "acb"), ("[!a]", ""), (#"\?"#, "a"),
    ])
  func `does not fit`(_ pattern: String, _ text: String) {
    #expect(matches(pattern, text) == false)
  }

  @Test(arguments: ["[", "[a", "[]", "[!]", "[a-", #"\"#, #"a\"#, #"[\]"#, #"[a-\"#, "x*["])
  func `is refused if something is not closed`(_ pattern: String) {
    #expect(Glob(pattern.utf8) == nil)
  }

  @Test func `matches every byte by itself, and any one with a question mark`() throws {
    for byte in UInt8.min...(.max) {
      let literal = try #require(Glob([UInt8(ascii: "\\"), byte]))
      #expect(literal.matches([byte]))
      #expect(!literal.matches([byte ^ 1]))
      #expect(try #require(Glob("?".utf8)).matches([byte]))
      #expect(try #require(Glob("[!\\\\]".utf8)).matches([byte]) == (byte != UInt8(ascii: "\\")))
    }
    #expect(try #require(Glob([UInt8(ascii: "["), 0x80, 0x2d, 0xff, 0x5d])).matches([0xc3]))
    #expect(matches("?", "é") == false)
  }

  @Test func `can ignore the case of ASCII letters`() throws {
    let glob = try #require(Glob("p[P-Z]*é".utf8, isFolded: true))
    #expect(glob.matches("PyTorché".utf8))
    #expect(!glob.matches("PyTorchÉ".utf8))
    #expect(!glob.matches("P0é".utf8))
  }

  @Test(.timeLimit(.minutes(1)))
  func `is fast even for patterns made to be slow`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 4000)
    for piece in ["a*", "*a", "?*", "*[ab]", "**a"] {
      let pattern = Array(String(repeating: piece, count: 100).utf8) + [UInt8(ascii: "b")]
      #expect(!(try #require(Glob(pattern)).matches(text)))
    }
  }

  @Test func `agrees with a plain backtracking match`() throws {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<20_000 {
      let pattern = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
        Array("ab*?".utf8).randomElement(using: &generator)
      }
      let text = (0..<Int.random(in: 0...8, using: &generator)).compactMap { _ in
        Array("ab".utf8).randomElement(using: &generator)
      }
      let glob = try #require(Glob(pattern))
      #expect(glob.matches(text) == Self.fits(pattern[...], text[...]), "\(pattern) \(text)")
    }
  }

  /// The meaning of a pattern without brackets, as slow as it is plain.
  private static func fits(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return (0...text.count).contains { fits(pattern.dropFirst(), text.dropFirst($0)) }
    }
    guard let byte = text.first, first == UInt8(ascii: "?") || first == byte else { return false }
    return fits(pattern.dropFirst(), text.dropFirst())
  }
}
