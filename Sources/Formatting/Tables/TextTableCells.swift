internal import SafeText

/// All values of a table in a single text, because an array for each would take more memory than
/// the values.
struct TextTableCells {
  private var text = DisplayText()
  private var ends: [(byte: Int, column: Int)] = []
  private var widths: [Int]

  /// A longer value makes only its own line longer: one name of 1,000 columns is enough to do it.
  private static let widestPadded = 64

  init(columns: Int) { widths = Array(repeating: 0, count: columns) }

  mutating func add(_ write: (inout DisplayText) -> Void) {
    let start = text.columns
    write(&text)
    let column = ends.count % widths.count
    let width = text.columns - start
    if width <= Self.widestPadded { widths[column] = max(widths[column], width) }
    ends.append((text.utf8.count, text.columns))
  }

  func tabbed() -> [UInt8] {
    lines(room: text.utf8.count + ends.count) { output, cell, column, _ in
      if column > 0 { output.append(UInt8(ascii: "\t")) }
      output += cell
    }
  }

  func aligned(_ alignments: [Field.Alignment]) -> [UInt8] {
    let width = widths.reduce(2 * widths.count, +)
    let last = widths.count - 1
    return lines(room: ends.count / max(1, widths.count) * width + text.utf8.count / 8) {
      output, cell, column, columns in
      let padding = repeatElement(UInt8(ascii: " "), count: max(0, widths[column] - columns))
      if column > 0 { output += [UInt8(ascii: " "), UInt8(ascii: " ")] }
      if alignments[column] == .right { output += padding }
      output += cell
      if alignments[column] == .left && column < last { output += padding }
    }
  }

  /// `NAME=` and a quoted value for each cell, with a space between them.
  func assigned(_ names: [[UInt8]], _ quoted: (ArraySlice<UInt8>) -> [UInt8]) -> [UInt8] {
    lines(room: 2 * text.utf8.count + 8 * ends.count) { output, cell, column, _ in
      if column > 0 { output.append(UInt8(ascii: " ")) }
      output += names[column] + [UInt8(ascii: "=")] + quoted(cell)
    }
  }

  private func lines(
    room: Int, _ write: (inout [UInt8], ArraySlice<UInt8>, _ column: Int, _ columns: Int) -> Void
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(room)
    var start = (byte: 0, column: 0)
    for (index, end) in ends.enumerated() {
      let column = index % widths.count
      write(&output, text.utf8[start.byte..<end.byte], column, end.column - start.column)
      if column == widths.count - 1 { output.append(UInt8(ascii: "\n")) }
      start = end
    }
    return output
  }
}
