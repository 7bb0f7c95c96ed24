internal import Canvas
internal import SafeText
internal import Formatting
internal import Query

/// Which columns the table has on a screen, and how wide they are.
struct Columns: Equatable {
  struct Column: Equatable {
    let field: Field
    let width: Int
  }

  let columns: [Column]

  /// The columns in their order on the screen, the first always there.
  ///
  /// Those of a lower rank come only where there is room for all of a higher one.
  private static let all: [(field: Field, rank: Int, width: Int)] = Field.all
    .compactMap { field in field.column.map { (field, $0) } }
    .sorted { $0.1.position < $1.1.position }
    .map { ($0.0, $0.1.rank, $0.1.width) }

  /// What the table can be sorted by, in the order of the columns.
  static let sortable = all.map(\.field)

  /// What the columns mean, for help.
  static var help: [Box.Line] { sortable.map { Box.Line(entry: $0.name, $0.meaning) } }

  /// Lays the columns out for a width; names get at most `labelWidth`.
  ///
  /// `widest` says how wide the values of a field on the screen are.
  /// The column that the table is sorted by comes right after the most important ones.
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

  /// What names get before a column of this rank: the less a column is worth, the more.
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
