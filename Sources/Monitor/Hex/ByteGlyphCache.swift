internal import Canvas
internal import SafeText

/// What all bytes look like, made once for each charset: a screen shows thousands of them.
///
/// Why: Decisions/10-drawing-cells.md
struct ByteGlyphCache: Sendable {
  /// Two digits for each byte.
  let digits: [PreparedText]
  /// What stands beside the digits for each byte, in one column.
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

  /// Those of a charset.
  static func of(_ charset: Charset) -> ByteGlyphCache {
    switch charset {
    case .ascii: ascii
    case .utf8: utf8
    }
  }

  private static let ascii = ByteGlyphCache(.ascii)
  private static let utf8 = ByteGlyphCache(.utf8)

  /// What stands in the place of both where there is no memory.
  static let hole = (digits: PreparedText("--"), character: PreparedText(" "))
}
