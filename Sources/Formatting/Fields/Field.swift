package import SafeText
package import SharedMemory

/// One fact of a segment: its heading, its meaning, its text, its order and its JSON keys.
///
/// Columns, sort keys, the details screen and the help are all made from ``all``. JSON is tested
/// against it.
package struct Field: Sendable {
  /// The side of the column on which values are aligned.
  package enum Alignment: Sendable {
    case left, right
  }

  /// The place of a field in the monitor's table.
  package struct TableColumn: Equatable, Sendable {
    /// The order of columns from left to right.
    package let position: Int
    /// Columns of the highest rank are left out first if there is no room; 0 always stays.
    let rank: Int
    /// The minimum width in cells.
    let width: Int
    let isElastic: Bool

    init(_ position: Int, rank: Int, width: Int, isElastic: Bool = false) {
      self.position = position
      self.rank = rank
      self.width = width
      self.isElastic = isElastic
    }
  }

  /// The column's heading and its name in options, upper-case.
  package let name: DisplayText
  /// Its meaning in a few words, for help.
  package let meaning: DisplayText
  package let alignment: Alignment
  /// Whether `shmtop list` shows it by default.
  package let isDefault: Bool
  /// Its place in the monitor's table; `nil` if it has none there.
  package let column: TableColumn?
  /// Its members in a segment's JSON object; empty if other fields have them.
  package let json: [JSONMember]
  /// The parts of a snapshot that it needs.
  package let needs: SnapshotReader.Needs
  package let order: SortOrder<Segment>
  /// What filters compare; `nil` if they have another word for it, or none.
  package let values: FieldValues?
  /// Appends the value of a segment.
  package let write: @Sendable (Segment, FormatOptions, inout DisplayText) -> Void

  init(
    _ name: DisplayText, _ meaning: DisplayText, _ alignment: Alignment = .left,
    isDefault: Bool = false, column: TableColumn? = nil, json: [JSONMember],
    needs: SnapshotReader.Needs = [], order: SortOrder<Segment>, values: FieldValues? = nil,
    write: @escaping @Sendable (Segment, FormatOptions, inout DisplayText) -> Void
  ) {
    self.name = name
    self.meaning = meaning
    self.alignment = alignment
    self.isDefault = isDefault
    self.column = column
    self.json = json
    self.needs = needs
    self.order = order
    self.values = values
    self.write = write
  }

  /// All fields, in the order of the help.
  package static let all =
    namingFields + ownershipFields + sizeFields + useFields + semaphoreFields + holderFields
    + timeFields

  /// The fields of the monitor's table, from left to right.
  package static let monitor = (all + changeFields).filter { $0.column != nil }.sorted {
    ($0.column?.position ?? 0) < ($1.column?.position ?? 0)
  }

  /// The fields that `shmtop list` shows by default, in the order of the monitor's table.
  package static let defaults = monitor.filter(\.isDefault)

  /// The fields that the monitor's table can show: those that it shows by itself, then the others.
  package static let selectable = monitor + all.filter { $0.column == nil }

  /// The text of a segment's value.
  package func text(of segment: Segment, _ format: FormatOptions) -> DisplayText {
    var text = DisplayText()
    write(segment, format, &text)
    return text
  }
}

extension Field: Equatable {
  package static func == (left: Field, right: Field) -> Bool { left.name == right.name }
}
