package import SafeText

/// A column of a table with a row for each `Row`.
///
/// Each list of columns, such as `Column<ProcessUsage>.all`, is the only list of its table: the
/// table, the order of its rows and the help come from it.
///
/// Why: Decisions/42-columns.md
package struct Column<Row: Sendable>: Sendable {
  /// Its heading and how it is laid out.
  package let layout: ColumnLayout
  /// Its meaning in a few words, for help.
  package let meaning: DisplayText
  /// How rows sort by it; `nil` if the order of the table is fixed.
  package let order: SortOrder<Row>?
  /// Appends the value of a row.
  package let write: @Sendable (Row, FormatOptions, inout DisplayText) -> Void

  package init(
    _ layout: ColumnLayout, _ meaning: DisplayText = DisplayText(),
    order: SortOrder<Row>? = nil,
    write: @escaping @Sendable (Row, FormatOptions, inout DisplayText) -> Void
  ) {
    self.layout = layout
    self.meaning = meaning
    self.order = order
    self.write = write
  }

  /// The value of a row.
  package func text(of row: Row, _ format: FormatOptions) -> DisplayText {
    var text = DisplayText()
    write(row, format, &text)
    return text
  }
}
