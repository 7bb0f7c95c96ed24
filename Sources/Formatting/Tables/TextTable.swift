internal import SafeText
package import SharedMemory

/// The form of a table's lines.
package enum TextForm: Sendable {
  /// Columns padded with spaces, two between them.
  case aligned
  /// Values separated by one tab, without padding, for other programs.
  case raw
  /// `NAME="value"` for each column; what is not safe in quotes is `\xNN`, as lsipc writes it.
  case export
  /// `NAME='value'` for each column, which a shell can evaluate.
  case shell
}

/// A table of rows as lines of text.
package struct TextTable<Row: Sendable>: Sendable {
  package var columns: [Column<Row>]
  package var form: TextForm
  package var hasHeadings: Bool

  package init(columns: [Column<Row>], form: TextForm = .aligned, hasHeadings: Bool = true) {
    self.columns = columns
    self.form = form
    self.hasHeadings = hasHeadings
  }

  /// The whole table, each line with its end.
  package func bytes(of rows: [Row], at positions: [Int], _ format: FormatOptions) -> [UInt8] {
    var cells = TextTableCells(columns: columns.count)
    if hasHeadings, form == .aligned || form == .raw {
      for column in columns { cells.add { $0.append(column.layout.heading) } }
    }
    for position in positions {
      let row = rows[position]
      for column in columns { cells.add { column.write(row, format, &$0) } }
    }
    switch form {
    case .aligned: return cells.aligned(columns.map(\.layout.alignment))
    case .raw: return cells.tabbed()
    case .export: return cells.assigned(columns.map(\.layout.heading.utf8), Self.quoted)
    case .shell: return cells.assigned(columns.map(\.layout.heading.utf8), Self.quotedForShell)
    }
  }

  /// A value in double quotes, in which these bytes mean something to a shell.
  private static func quoted(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var output = [UInt8(ascii: "\"")]
    for byte in value {
      if (0x20..<0x7f).contains(byte), !"\"\\`$".utf8.contains(byte) {
        output.append(byte)
      } else {
        var escape: DisplayText = "\\x"
        escape.append(hex: UInt64(byte), width: 2)
        output += escape.utf8
      }
    }
    return output + [UInt8(ascii: "\"")]
  }

  /// A value in single quotes, which no byte but a single quote ends.
  private static func quotedForShell(_ value: ArraySlice<UInt8>) -> [UInt8] {
    let parts = value.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
    let quote = [UInt8(ascii: "'")]
    return quote + parts.joined(separator: #"'\''"#.utf8) + quote
  }
}

extension TextTable {
  /// A table of segments with columns for these fields.
  package init(fields: [Field], form: TextForm = .aligned, hasHeadings: Bool = true)
  where Row == Segment {
    self.init(columns: fields.map(Column.init), form: form, hasHeadings: hasHeadings)
  }
}
