internal import SafeText
package import SharedMemory

extension Column<Segment> {
  /// The columns of the monitor's table, in the order of ``Field/monitor``.
  package static let all = Field.monitor.map(Column.init)

  /// The column of a field; one that the monitor does not show by itself is as wide as its values.
  package init(_ field: Field) {
    self.init(
      ColumnLayout(
        field.name, field.alignment, rank: field.column?.rank ?? .max,
        minimumWidth: max(field.column?.width ?? 0, field.name.columns),
        isElastic: field.column?.isElastic ?? false),
      field.meaning, order: field.order, write: field.write)
  }
}
