import Canvas
import SafeText

/// A frame on a display, taken apart for ``FrameRule``.
struct Drawing {
  let display: Display
  let frame: Frame
  let lines: [String]
  let rows: [[Cell]]
  let styles: Set<Style>
  /// The words of all lines.
  let words: Set<Substring>

  init(_ frame: Frame, on display: Display) {
    self.display = display
    self.frame = frame
    lines = frame.lines
    rows = (0..<frame.size.rows).map { Array(frame[row: $0]) }
    var styles: Set<Style> = []
    for row in rows {
      // Most cells have the style of the one before.
      var last: Style?
      for cell in row where cell.style != last {
        styles.insert(cell.style)
        last = cell.style
      }
    }
    self.styles = styles
    words = Set(lines.flatMap(\.words))
  }

  /// Whether a box is over the screen, as far as these rows show.
  func hasBox(in rows: Range<Int>? = nil) -> Bool {
    self.rows[rows ?? 0..<self.rows.count].contains { $0.contains { $0.style == .dialog } }
  }

  /// The box over the screen; `nil` if there is none.
  var box: Rectangle? {
    for (row, cells) in rows.enumerated() {
      let start = cells.indices.dropLast().first {
        cells[$0].style == .dialog && cells[$0].character.isCorner
          && cells[$0 + 1].style == .emphasis
      }
      guard let start, let end = cells.lastIndex(where: { $0.style == .dialog }) else { continue }
      let bottom = rows.indices.dropFirst(row + 1).first {
        rows[$0][start].style == .dialog && rows[$0][start].character.isCorner
          && rows[$0][end].character.isCorner
      }
      return bottom.map {
        Rectangle(row: row, column: start, rows: $0 - row + 1, columns: end - start + 1)
      }
    }
    return nil
  }

  /// The heading of the column of the order, without the signs of more columns; `nil` if no heading is on
  /// the screen, or a box is over it.
  var sortedHeading: String? {
    guard let row = rows.first(where: { $0.contains { $0.style == .heading } }),
      !row.contains(where: { $0.style == .dialog })
    else { return nil }
    let more = "<>\u{25c2}\u{25b8}".unicodeScalars
    let heading = row.filter { $0.style == .sortedHeading }.compactMap(\.character)
    return String(String.UnicodeScalarView(heading.filter { !more.contains($0) }))
  }

  /// Whether one of the first rows has a warning with its sign.
  var warnsInHeader: Bool {
    rows.prefix(3).contains {
      $0.contains { $0.style == .warning && ($0.character == "\u{26a0}" || $0.character == "!") }
    }
  }

  /// Whether the last line is a message that needs more than that line.
  var hasLongMessage: Bool {
    let ends = rows.suffix(2).map { $0.first?.style }
    return ends[0] == ends[1] && [.warning, .emphasis].contains(ends[1])
  }

  /// The first line with a word that is not whole, as far as another drawing shows.
  ///
  /// Rows of bytes, and those that a box covers in part, are left out.
  func cutLine(accordingTo other: Drawing) -> String? {
    rows.indices.first { row in
      guard !lines[row].hasSuffix("|"),
        !rows[row].contains(where: { $0.style.isOfNoWords }),
        let end = lines[row].words.last
      else { return false }
      let atEdge = rows[row].last?.character.isOfWord == true ? end : ""
      return lines[row].words.contains { word in
        guard word.isPlain, !other.words.contains(word) else { return false }
        return word == atEdge
          || word.count > 2 && other.words.contains { $0.isPlain && $0.hasPrefix(word) }
      }
    }.map { lines[$0] }
  }
}

extension String {
  fileprivate var words: [Substring] { split { " ,.;:|\u{2502}".contains($0) } }
}

extension Substring {
  /// Whether it starts and ends as words and numbers do, and has no mark of what was cut.
  fileprivate var isPlain: Bool {
    unicodeScalars.first.isOfWord && unicodeScalars.last.isOfWord
      && !contains { "\u{2026}~".contains($0) }
  }
}

extension Unicode.Scalar? {
  /// Whether it is a letter, a digit, or the second half of a wide character.
  var isOfWord: Bool {
    map { $0.properties.isAlphabetic || ("0"..."9").contains($0) } ?? true
  }

  fileprivate var isCorner: Bool {
    map { "+\u{250c}\u{2510}\u{2514}\u{2518}".unicodeScalars.contains($0) } ?? false
  }
}

extension Style {
  /// Whether it is that of bytes, of a box, or of a row which may have bytes.
  fileprivate var isOfNoWords: Bool {
    [
      .printableByte, .matchByte, .highByte, .spaceByte, .controlByte, .zeroByte, .dialog,
      .selected,
    ].contains(self)
  }
}
