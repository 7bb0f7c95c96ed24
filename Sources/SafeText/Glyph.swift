/// A character that this program draws with, and its ASCII replacement.
package enum Glyph: Sendable {
  case ellipsis
  case meterFull
  case meterEmpty
  case horizontal, vertical
  case topLeft, topRight, bottomLeft, bottomRight
  /// The direction in which a table is sorted.
  case descending, ascending
  /// There are more columns to the left or to the right.
  case moreLeft, moreRight
  /// A group of rows that is folded, and one that is unfolded.
  case folded, unfolded
  /// A bar of a history, from the lowest to the highest.
  case bar1, bar2, bar3, bar4, bar5, bar6, bar7, bar8
  case warning
  case dot
  /// Stands before a bound: `≥4K`, `≤8G`.
  case atLeast, atMost
  /// Stands after the offset of a row that has a bookmark.
  case bookmark
  /// Bytes that differ from those they are compared with, and bytes that do not.
  case different, equal
  /// A byte that is not printable, in the text column of a hex dump.
  case zeroByte, spaceByte, controlByte, highByte
  /// A cell of the page map.
  case mapHole, mapData, mapSwapped, mapMixed, mapChanged, mapUnknown

  /// The character and its ASCII replacement.
  ///
  /// Both are one column wide, but some in ASCII take two: `>` alone would mean something else.
  private var forms: (unicode: Unicode.Scalar, ascii: StaticString) {
    switch self {
    case .ellipsis: ("\u{2026}", "~")
    case .meterFull: ("\u{2588}", "#")
    case .meterEmpty: ("\u{00b7}", ".")
    case .horizontal: ("\u{2500}", "-")
    case .vertical: ("\u{2502}", "|")
    case .topLeft: ("\u{250c}", "+")
    case .topRight: ("\u{2510}", "+")
    case .bottomLeft: ("\u{2514}", "+")
    case .bottomRight: ("\u{2518}", "+")
    case .descending: ("\u{25be}", "v")
    case .ascending: ("\u{25b4}", "^")
    case .moreLeft: ("\u{25c2}", "<")
    case .moreRight: ("\u{25b8}", ">")
    case .folded: ("\u{25b8}", "+")
    case .unfolded: ("\u{25be}", "-")
    case .bar1: ("\u{2581}", "_")
    case .bar2: ("\u{2582}", ".")
    case .bar3: ("\u{2583}", ":")
    case .bar4: ("\u{2584}", "-")
    case .bar5: ("\u{2585}", "=")
    case .bar6: ("\u{2586}", "+")
    case .bar7: ("\u{2587}", "*")
    case .bar8: ("\u{2588}", "#")
    case .warning: ("\u{26a0}", "!")
    case .dot: ("\u{00b7}", "-")
    case .atLeast: ("\u{2265}", ">=")
    case .atMost: ("\u{2264}", "<=")
    case .bookmark: ("\u{25b8}", ">")
    case .different: ("\u{2260}", "!=")
    case .equal: ("=", "=")
    case .zeroByte: ("\u{00b7}", ".")
    case .spaceByte: ("_", "_")
    case .controlByte: ("\u{2022}", "^")
    case .highByte: ("\u{00d7}", "~")
    case .mapHole: ("\u{00b7}", ".")
    case .mapData: ("\u{25a0}", "#")
    case .mapSwapped: ("~", "~")
    case .mapMixed: (":", ":")
    case .mapChanged: ("*", "*")
    case .mapUnknown: ("?", "?")
    }
  }

  /// The bars from the lowest to the highest.
  package static let bars: [Glyph] = [.bar1, .bar2, .bar3, .bar4, .bar5, .bar6, .bar7, .bar8]

  /// The glyph as text in a charset.
  package func text(in charset: Charset) -> DisplayText {
    var text = DisplayText()
    if charset == .utf8 {
      text.append(scalar: forms.unicode, columns: 1)
    } else {
      text.append(literal: forms.ascii)
    }
    return text
  }
}

extension DisplayText {
  /// Appends a glyph `count` times.
  package mutating func append(_ glyph: Glyph, in charset: Charset, count: Int = 1) {
    let text = glyph.text(in: charset)
    for _ in 0..<max(0, count) { append(text) }
  }
}
