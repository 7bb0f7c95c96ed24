internal import SafeText

/// What a terminal adds to a table: a width, and colours.
package struct TerminalLook: Sendable {
  /// The width to which lines are cut; `nil` if they are not.
  package var columns: Int?
  package var hasColors: Bool

  package init(columns: Int?, hasColors: Bool) {
    self.columns = columns
    self.hasColors = hasColors
  }

  /// Whether lines are written as for a file.
  package var isPlain: Bool { columns == nil && !hasColors }
}

extension TextTable {
  /// The aligned table for a terminal.
  ///
  /// Columns of text are narrowed until a line fits, the widest first, and their values elided. Columns for
  /// which that is not enough are left out, the last first, and each line ends with a mark.
  ///
  /// Why: Decisions/89-lists-on-a-terminal.md
  package func bytes(
    of rows: [Row], at positions: [Int], _ format: FormatOptions, _ look: TerminalLook
  ) -> [UInt8] {
    var lines = positions.map { position in columns.map { $0.text(of: rows[position], format) } }
    if hasHeadings { lines.insert(columns.map(\.layout.heading), at: 0) }
    let mark = Glyph.ellipsis.text(in: format.charset)
    let widths = widths(of: lines, fitting: look.columns, mark)
    var output: [UInt8] = []
    for (index, cells) in lines.enumerated() {
      for (column, width) in widths.enumerated() {
        let value = cells[column].elided(to: width, mark: mark)
        let padding = repeatElement(UInt8(ascii: " "), count: width - value.columns)
        let isRight = columns[column].layout.alignment == .right
        if column > 0 { output += Self.gap }
        if isRight { output += padding }
        output +=
          look.hasColors
          ? Self.colored(value, columns[column], isHeading: hasHeadings && index == 0) : value.utf8
        if !isRight, column < columns.count - 1 { output += padding }
      }
      if widths.count < columns.count { output += Self.gap + mark.utf8 }
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  /// The widths of the columns that are shown.
  private func widths(
    of lines: [[DisplayText]], fitting room: Int?, _ mark: DisplayText
  ) -> [Int] {
    var widths = columns.indices.map { column in
      lines.reduce(0) { max($0, $1[column].columns) }
    }
    guard var room else { return widths }
    func excess() -> Int { widths.reduce(Self.gap.count * (widths.count - 1) - room, +) }
    let count = count(of: widths, fitting: room, mark)
    if count < columns.count {
      widths.removeLast(columns.count - count)
      room -= Self.gap.count + mark.columns
    }
    while excess() > 0 {
      let narrowable = widths.indices.filter {
        columns[$0].layout.alignment == .left && widths[$0] > Self.leastWidth
      }
      guard let widest = narrowable.max(by: { widths[$0] < widths[$1] }) else { break }
      // Down to the next narrower one at once.
      let next = narrowable.map { widths[$0] }.filter { $0 < widths[widest] }.max()
      widths[widest] -= min(excess(), widths[widest] - (next ?? Self.leastWidth))
    }
    return widths
  }

  /// The number of columns for which there is room if those of text are at their narrowest; at least one.
  private func count(of widths: [Int], fitting room: Int, _ mark: DisplayText) -> Int {
    var least = zip(columns, widths).map { column, width in
      column.layout.alignment == .left ? min(width, Self.leastWidth) : width
    }
    func line() -> Int { least.reduce(Self.gap.count * (least.count - 1), +) }
    guard line() > room else { return least.count }
    while least.count > 1, line() + Self.gap.count + mark.columns > room { least.removeLast() }
    return least.count
  }

  private static var gap: [UInt8] { [UInt8(ascii: " "), UInt8(ascii: " ")] }
  /// The narrowest that a column gets, if its values are wider.
  private static var leastWidth: Int { 12 }

  /// A value with the terminal's codes for its colour around it.
  private static func colored(
    _ value: DisplayText, _ column: Column<Row>, isHeading: Bool
  ) -> [UInt8] {
    var code: StaticString?
    if isHeading {
      code = "1"
    } else if column.layout.heading == Field.state.name {
      code = Self.states.first { $0.word == value.string }?.code
    }
    guard let code else { return value.utf8 }
    return Array("\u{1b}[\(code)m".utf8) + value.utf8 + Array("\u{1b}[0m".utf8)
  }

  /// The colours of states in the palette of 256, those of the monitor's default theme.
  private static var states: [(word: String, code: StaticString)] {
    [
      ("orphan", "1;38;5;131"), ("removed", "1;38;5;131"), ("unknown", "38;5;98"),
      ("in-use", "38;5;29"), ("idle", "38;5;243"),
    ]
  }
}
