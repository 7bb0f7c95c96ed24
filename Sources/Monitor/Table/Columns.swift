internal import Canvas
internal import SafeText
internal import Formatting
internal import Query

/// The columns of the table that fit on the screen, and their widths.
struct Columns: Equatable {
  struct Column: Equatable {
    let field: Field
    let width: Int
  }

  let columns: [Column]

  /// All columns from left to right; rank 0 is always shown.
  ///
  /// A column is shown only if all columns of smaller rank are.
  private static let all: [(field: Field, rank: Int, width: Int)] = Field.all
    .compactMap { field in field.column.map { (field, $0) } }
    .sorted { $0.1.position < $1.1.position }
    .map { ($0.0, $0.1.rank, $0.1.width) }

  /// The fields that the table can be sorted by, in the order of the columns.
  static let sortable = all.map(\.field)

  /// The meanings of the columns, for help.
  static var help: [Box.Line] { sortable.map { Box.Line(entry: $0.name, $0.meaning) } }

  /// The columns for a width; names get at most `labelWidth`.
  ///
  /// `widest` returns the width of the widest value of a field on the screen. The sort column ranks
  /// right after the most important ones.
  init(width: Int, labelWidth: Int, sortedBy sorted: Field, widest: (Field) -> Int) {
    let ranked = Self.all.map { entry in
      (entry.field, rank: entry.field == sorted ? min(entry.rank, 4) : entry.rank, entry.width)
    }.sorted { $0.rank < $1.rank }
    var chosen: [Column] = []
    var left = width
    for (field, rank, least) in ranked {
      let isLabel = field == .label
      let wanted = isLabel ? 0 : max(least, field.name.columns + 1, widest(field))
      let reserved = Self.reserved(for: rank, labelWidth: max(labelWidth, 12))
      guard isLabel || wanted + Self.gap + reserved <= left else { break }
      if !isLabel { left -= wanted + Self.gap }
      chosen.append(Column(field: field, width: wanted))
    }
    let label = max(min(left, max(labelWidth, 12)), 0)
    columns = Self.all.compactMap { field, _, _ in
      guard let column = chosen.first(where: { $0.field == field }) else { return nil }
      return field == .label ? Column(field: field, width: label) : column
    }
  }

  /// The width that names get before a column of this rank is added: more for less important
  /// columns.
  private static func reserved(for rank: Int, labelWidth: Int) -> Int {
    switch rank {
    case ...7: 17
    case 8: min(labelWidth, 22)
    default: min(labelWidth, 48)
    }
  }

  /// Columns of space between two columns.
  static let gap = 1
}
