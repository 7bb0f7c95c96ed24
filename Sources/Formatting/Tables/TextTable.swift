internal import SafeText
package import SharedMemory

/// A table of segments as lines of text.
package struct TextTable: Sendable {
  /// The format of the lines.
  package enum Form: Sendable {
    /// Columns padded with spaces, two between them.
    case aligned
    /// Values separated by one tab, without padding, for other programs.
    case raw
  }

  package var fields: [Field]
  package var form: Form
  package var hasHeadings: Bool

  package init(fields: [Field], form: Form = .aligned, hasHeadings: Bool = true) {
    self.fields = fields
    self.form = form
    self.hasHeadings = hasHeadings
  }

  /// The whole table, each line with its end.
  package func bytes(
    of segments: [Segment], at positions: [Int], _ format: FormatOptions
  ) -> [UInt8] {
    var cells = Cells(columns: fields.count)
    if hasHeadings { for field in fields { cells.add { $0.append(field.name) } } }
    for position in positions {
      let segment = segments[position]
      for field in fields { cells.add { field.write(segment, format, &$0) } }
    }
    return form == .raw ? cells.tabbed() : cells.aligned(fields.map(\.alignment))
  }

  /// All values of a table in a single text, because an array for each would take more memory than
  /// the values.
  private struct Cells {
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
}
