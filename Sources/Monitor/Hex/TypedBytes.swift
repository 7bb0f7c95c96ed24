internal import SafeText

/// A parser for typed bytes: hexadecimal digits and quoted text.
///
///     7f 45 "ab" → 7f 45 61 62
///     0x7f45 → 7f 45
package enum TypedBytes {
  /// Why a text cannot be read as bytes.
  package enum Problem: Error, Equatable {
    case nothing
    case notDigit([UInt8])
    case oddDigits([UInt8])
    case openQuote

    func text(in charset: Charset) -> DisplayText {
      switch self {
      case .nothing: "type bytes: 7f 45 4c 46, 7f454c46, 0x7f45 or \"text\""
      case .notDigit(let word):
        "'\(Self.short(word, charset))' is not hexadecimal; press Tab to find text"
      case .oddDigits(let word):
        "'\(Self.short(word, charset))': each byte needs two digits, such as 07"
      case .openQuote: "the closing \" is missing"
      }
    }

    private static func short(_ word: [UInt8], _ charset: Charset) -> DisplayText {
      DisplayText(escaping: word, in: charset)
        .elided(to: 20, mark: Glyph.ellipsis.text(in: charset))
    }
  }

  package static func parse(_ text: [UInt8]) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let first = rest.first {
      if first == space {
        rest.removeFirst()
      } else if first == quote {
        let quoted = rest.dropFirst().prefix { $0 != quote }
        guard quoted.endIndex < rest.endIndex else { throw .openQuote }
        bytes += quoted
        rest = rest[(quoted.endIndex + 1)...]
      } else {
        let word = rest.prefix { $0 != space && $0 != quote }
        bytes += try digits(Array(word))
        rest = rest[word.endIndex...]
      }
    }
    guard !bytes.isEmpty else { throw .nothing }
    return bytes
  }

  private static func digits(_ word: [UInt8]) throws(Problem) -> [UInt8] {
    let isPrefixed = word.starts(with: "0x".utf8) || word.starts(with: "0X".utf8)
    var values: [UInt8] = []
    for digit in word.dropFirst(isPrefixed ? 2 : 0) {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else {
        throw .notDigit(word)
      }
      values.append(UInt8(value))
    }
    guard !values.isEmpty else { throw .notDigit(word) }
    guard values.count % 2 == 0 else { throw .oddDigits(word) }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }

  private static let space = UInt8(ascii: " ")
  private static let quote = UInt8(ascii: "\"")
}
