internal import Canvas
internal import SafeText

/// The digits and glyphs of all bytes, made once for each charset, because a screen shows
/// thousands.
///
/// Why: Decisions/10-drawing-cells.md
struct ByteGlyphCache: Sendable {
  /// The two digits of each byte.
  let digits: [PreparedText]
  /// The character or glyph of each byte in the text column.
  let characters: [PreparedText]

  private init(_ charset: Charset) {
    digits = (0...UInt8.max).map { byte in
      var text = DisplayText()
      text.append(hex: UInt64(byte), width: 2)
      return PreparedText(text)
    }
    characters = (0...UInt8.max).map { byte in
      var text = DisplayText()
      text.append(byte: byte, in: charset)
      return PreparedText(text)
    }
  }

  /// The cache of a charset.
  static func of(_ charset: Charset) -> ByteGlyphCache {
    switch charset {
    case .ascii: ascii
    case .utf8: utf8
    }
  }

  private static let ascii = ByteGlyphCache(.ascii)
  private static let utf8 = ByteGlyphCache(.utf8)

  /// The same for a byte of a hole.
  static let hole = (digits: PreparedText("--"), character: PreparedText(" "))
}
