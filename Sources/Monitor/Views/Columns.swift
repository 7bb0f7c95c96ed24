internal import Canvas
internal import Escaping
internal import Presentation

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
  private static let all: [(field: Field, rank: Int, width: Int)] = [
    (.label, 0, 12), (.kind, 4, 5), (.owner, 5, 8), (.permissions, 9, 9), (.size, 1, 5),
    (.allocated, 6, 5), (.resident, 12, 5), (.swapped, 13, 5), (.attachments, 2, 3),
    (.status, 3, 7), (.age, 7, 4), (.creatorPID, 10, 7), (.lastPID, 11, 7), (.group, 14, 8),
    (.changeTime, 15, 20), (.application, 8, 10),
  ]

  /// What the table can be sorted by, in the order of the columns.
  static let sortable = all.map(\.field)

  /// Lays the columns out for a width; names get at most `labelWidth`.
  ///
  /// `widest` says how wide the values of a field on the screen are.
  /// The column that the table is sorted by comes right after those that nobody can do without.
  init(width: Int, labelWidth: Int, sortedBy sorted: Field, widest: (Field) -> Int) {
    let ranked = Self.all.map { entry in
      (entry.field, rank: entry.field == sorted ? min(entry.rank, 4) : entry.rank, entry.width)
    }.sorted { $0.rank < $1.rank }
    var chosen: [Column] = []
    var left = width
    for (field, rank, least) in ranked {
      let isLabel = field == .label
      let wanted = isLabel ? 0 : max(least, field.name.columns + 1, widest(field))
      let reserved = rank <= Self.lastUsefulRank ? Self.leastLabel : min(max(labelWidth, 12), 48)
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

  /// Columns that names get before anything else.
  private static let leastLabel = 17

  /// Columns of a higher rank than this come only where there is room for whole names too.
  private static let lastUsefulRank = 7

  /// Columns of space between two columns.
  static let gap = 1
}
