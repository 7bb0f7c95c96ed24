internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// The columns of a list of hits: the name of the segment, the offset, and the bytes from it on.
struct HitGrid {
  private let charset: Charset
  private let nameWidth: Int
  private let offsetDigits: Int
  /// The bytes in the column of hex; 0 if there is no room for it.
  private let bytes: Int

  init(of hits: [SegmentHit], width: Int, _ charset: Charset) {
    self.charset = charset
    let last = hits.map(\.range.lowerBound).max() ?? 0
    offsetDigits = HexGrid(width: width, size: last.addingSaturated(1)).offsetDigits
    nameWidth = max(8, min(40, width / 3))
    let rest = width - nameWidth - offsetDigits - 4
    // Hex takes three columns for a byte, and the text one.
    bytes = rest >= 32 ? min(24, rest / 4) : 0
  }

  func draw(_ hit: SegmentHit, row: Int, in part: Rectangle, _ frame: inout Frame) {
    var name = DisplayText()
    name.append(labelOf: hit.segment, in: charset)
    frame.draw(
      name.elided(to: nameWidth, mark: Glyph.ellipsis.text(in: charset)), row: row,
      column: part.column, in: part)
    var offset = DisplayText()
    offset.append(hex: hit.range.lowerBound, width: offsetDigits)
    var column = part.column + nameWidth + 1
    column = frame.draw(offset, row: row, column: column, in: part, style: .offset) + 2
    let glyphs = ByteGlyphCache.of(charset)
    let shown = bytes > 0 ? hit.bytes.prefix(bytes) : hit.bytes[...]
    if bytes > 0 {
      for (index, byte) in zip(shown.indices, shown) {
        frame.draw(
          glyphs.digits[Int(byte)], row: row, column: column, in: part,
          style: style(of: byte, index, in: hit))
        column += 3
      }
      column += 3 * (bytes - shown.count) + 1
    }
    for (index, byte) in zip(shown.indices, shown) {
      frame.draw(
        glyphs.characters[Int(byte)], row: row, column: column, in: part,
        style: style(of: byte, index, in: hit))
      column += 1
    }
  }

  private func style(of byte: UInt8, _ index: Int, in hit: SegmentHit) -> Style {
    index < hit.range.count ? .matchByte : ByteClass(byte).style
  }
}
