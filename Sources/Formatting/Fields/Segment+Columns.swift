internal import SafeText
package import SharedMemory

extension Column<Segment> {
  /// The columns of the monitor's table, in the order of ``Field/monitor``.
  package static let all = Field.monitor.compactMap { field in
    field.column.map { Column(field, $0) }
  }

  private init(_ field: Field, _ place: Field.TableColumn) {
    self.init(
      ColumnLayout(
        field.name, field.alignment, rank: place.rank,
        // One more for the sort mark.
        minimumWidth: max(place.width, field.name.columns + 1), isElastic: place.isElastic),
      field.meaning, order: field.order, write: field.write)
  }
}
