import CLinux
import SafeText
import TestSupport
import Testing

/// Properties of the escaped text of random bytes.
struct EscapePropertyTests {
  init() throws { try #require(UTF8Locale.isTaken) }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `random bytes become safe text that unescapes to them`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<1500 {
      let bytes = random.next()
      let text = DisplayText(escaping: bytes, in: .utf8)
      let isSafe = Self.isSafe(text)
      #expect(isSafe, "\(bytes)")
      let back = DisplayText.bytes(unescaping: text.utf8)
      #expect(back == bytes)
    }
  }

  @Test func `random bytes become printable ASCII that unescapes to them`() {
    var random = RandomBytes(seed: 5)
    for _ in 0..<1500 {
      let bytes = random.next()
      let text = DisplayText(escaping: bytes, in: .ascii)
      let isSafe = text.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
      #expect(isSafe && text.columns == text.utf8.count, "\(bytes)")
      let back = DisplayText.bytes(unescaping: text.utf8)
      #expect(back == bytes)
    }
  }

  @Test func `every character alone becomes safe text`() {
    let all = Array(0..<UInt32(0x3_0000)) + Array(0xe_0000..<UInt32(0xe_1000))
    for scalar in all.lazy.compactMap(Unicode.Scalar.init) {
      let text = DisplayText(escaping: String(scalar).utf8, in: .utf8)
      let isSafe = Self.isSafe(text)
      #expect(isSafe, "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func `two inputs never become the same text`() {
    let alphabet: [[UInt8]] =
      [
        "\\", "n", "\n", "x", "0", "a", "\u{a}", "u{a}", " ", "\u{85}", "u{85}", "\u{301}",
      ].map { Array($0.utf8) } + [[0xcc], [0x81], [0xc2]]
    var inputs: Set<[UInt8]> = [[]]
    for _ in 0..<3 {
      for input in inputs { for letter in alphabet { inputs.insert(input + letter) } }
    }
    let texts = Set(inputs.map { DisplayText(escaping: $0, in: .utf8).utf8 })
    #expect(texts.count == inputs.count)
  }

  /// Whether a text holds nothing that could hide, move or reach beyond itself, and knows its room.
  private static func isSafe(_ text: DisplayText) -> Bool {
    guard String(validating: text.utf8, as: UTF8.self) != nil else { return false }
    guard text.utf8.first != 0x20, text.utf8.last != 0x20 else { return false }
    var columns = 0
    var marks = 2
    for scalar in text.string.unicodeScalars {
      let properties = scalar.properties
      if properties.isDefaultIgnorableCodePoint { return false }
      let width = Int(clinux_width(scalar.value))
      switch properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        return false
      case .spaceSeparator where scalar != " ": return false
      case .nonspacingMark, .enclosingMark: marks += 1
      default:
        if width == 0 { marks += 1 } else { marks = scalar == " " ? 2 : 0 }
        columns += width == 0 ? 0 : max(1, width)
      }
      if marks > 2 { return false }
    }
    return columns == text.columns
  }
}
