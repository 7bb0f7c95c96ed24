internal import Canvas
internal import Formatting
internal import SafeText

/// The columns of the table that are on the screen: how far they are scrolled, and where they stand.
///
/// NAME stays at the left, and the column that the rows are sorted by is always among them.
struct ColumnView {
  /// The fields that have columns, in the order of the cells of a row.
  let fields: [Field]
  /// The columns on the screen.
  private(set) var places: [Grid.Place] = []
  /// Whether there are more to the left and to the right.
  private(set) var hasMoreLeft = false
  private(set) var hasMoreRight = false
  /// The number of columns that have left the screen to the left.
  private(set) var scroll = 0

  /// The columns of the sign that there are more.
  private static let sign = 1

  /// The fields that may get a column.
  static func fields(of choice: ColumnChoice, sortedBy sorted: Field) -> [Field] {
    let chosen = choice.isAutomatic ? Field.monitor : choice.entries.map(\.field)
    return chosen.contains(sorted) ? chosen : chosen + [sorted]
  }

  /// Places the columns of a grid that has one for each of ``fields``.
  ///
  /// `room` is in cells, `scroll` in columns, and `widestName` is the width of the widest name of all
  /// rows, so that columns stay while the table scrolls.
  init(
    _ choice: ColumnChoice, sortedBy sorted: Field, of grid: Grid, in room: Int, scroll: Int,
    widestName: Int
  ) {
    fields = Self.fields(of: choice, sortedBy: sorted)
    let planner = Planner(
      grid: grid, choice: choice, name: fields.firstIndex(of: .label) ?? 0,
      sorted: fields.firstIndex(of: sorted) ?? 0, widestName: widestName)
    if choice.isAutomatic {
      placeByRank(planner, grid, room, scroll)
    } else {
      place(planner, room, scroll)
    }
  }

  /// The most important columns that fit; those for which there is no room follow when scrolled.
  private mutating func placeByRank(
    _ planner: Planner, _ grid: Grid, _ room: Int, _ scroll: Int
  ) {
    let whole = planner.byRank(in: room)
    guard whole.count < fields.count else { return places = planner.places(whole) }
    // On the narrowest screens a name needs that room more.
    let sign = room < 24 ? 0 : Self.sign
    var first = planner.byRank(in: room - sign)
    // The heading of the last column would run into the sign.
    if sign > 0, let last = first.last,
      grid.columns[last.index].alignment == .right
        || grid.columns[last.index].heading.columns >= last.width
    {
      first = planner.byRank(in: room - sign - Grid.gap)
    }
    let shown = first.map(\.index)
    let order = shown + fields.indices.filter { !shown.contains($0) }
    guard scroll > 0 else {
      places = planner.places(first)
      hasMoreRight = true
      return
    }
    let nameWidth = first.first { $0.index == planner.name }?.width ?? 0
    place(
      planner, order.filter { $0 != planner.name }, nameWidth, room - Self.sign - Grid.gap, scroll)
  }

  /// The chosen columns from left to right.
  private mutating func place(_ planner: Planner, _ room: Int, _ scroll: Int) {
    let order = fields.indices.filter { $0 != planner.name }
    let wanted = planner.wanted(planner.name)
    place(planner, order, min(wanted, max(planner.leastName, room / 2)), room, 0)
    if places.count == fields.count, !hasMoreRight {
      // All fit, so the name gets what is left.
      let others = order.map { (index: $0, width: planner.wanted($0)) }
      let left = room - others.reduce(0) { $0 + $1.width + Grid.gap }
      places = planner.places([(planner.name, min(wanted, max(planner.leastName, left)))] + others)
      return
    }
    place(
      planner, order, min(wanted, max(planner.leastName, room / 2)), room - Self.sign - Grid.gap,
      scroll)
  }

  /// Columns in this order, after those that have left the screen.
  private mutating func place(
    _ planner: Planner, _ order: [Int], _ nameWidth: Int, _ room: Int, _ scroll: Int
  ) {
    var scroll = min(scroll, max(0, order.count - 1))
    var shown = planner.fitting(order.dropFirst(scroll), beside: nameWidth, in: room)
    // No further than to the last column.
    while scroll > 0 {
      let more = planner.fitting(order.dropFirst(scroll - 1), beside: nameWidth, in: room)
      guard more.last?.index == order.last else { break }
      (scroll, shown) = (scroll - 1, more)
    }
    self.scroll = scroll
    hasMoreLeft = scroll > 0
    hasMoreRight = shown.last?.index != order.last
    places = planner.places([(planner.name, nameWidth)] + shown)
  }
}

extension ColumnView {
  /// Widths and order of columns.
  private struct Planner {
    typealias Width = (index: Int, width: Int)

    let grid: Grid
    let choice: ColumnChoice
    /// The columns of the name and of the order.
    let name: Int
    let sorted: Int
    let widestName: Int

    /// The room that other columns leave for the name.
    var leastName: Int { min(wanted(name), 12) }

    /// The width that a column needs to show its values in full, as far as that is sensible.
    func wanted(_ index: Int) -> Int {
      if index < choice.entries.count, let width = choice.entries[index].width {
        return max(width, 1)
      }
      let least = max(minimum(index), index == name ? widestName : 0)
      let widest = grid.rows.reduce(least) { max($0, $1[index].columns) }
      return index == name ? widest : min(widest, Self.widest)
    }

    /// The widest column beside the name.
    private static let widest = 48

    /// The minimum width, in which the sort mark has room.
    private func minimum(_ index: Int) -> Int {
      max(grid.columns[index].minimumWidth, grid.columns[index].heading.columns)
    }

    private func least(_ index: Int) -> Int {
      grid.columns[index].isElastic ? min(wanted(index), minimum(index)) : wanted(index)
    }

    /// The width that an elastic column has before a less important one is added.
    private func comfortable(_ index: Int) -> Int {
      max(least(index), min(wanted(index), grid.columns[index].isElastic ? 28 : 0))
    }

    /// The most important columns, in the order of the table.
    func byRank(in room: Int) -> [Width] {
      var widths = [name: min(leastName, max(0, room))]
      var left = room - (widths[name] ?? 0)
      let others = grid.columns.indices.filter { $0 != name }.sorted { rank($0) < rank($1) }
      for index in others {
        let width = min(comfortable(index), max(0, room - 1 - Self.leastBesideSorted))
        guard width > 0, width + Grid.gap + spare(rank(index)) <= left || index == sorted else {
          continue
        }
        widths[index] = width
        left -= width + Grid.gap
      }
      if left < 0 {
        widths[name]? += left
        left = 0
      }
      for index in [name] + others where grid.columns[index].isElastic {
        guard let width = widths[index] else { continue }
        let more = max(0, min(left, wanted(index) - width))
        widths[index] = width + more
        left -= more
      }
      return grid.columns.indices.compactMap { index in widths[index].map { (index, $0) } }
    }

    /// What is left for the name beside the column of the order on the narrowest screens.
    private static let leastBesideSorted = 4

    private func rank(_ index: Int) -> Int { index == sorted ? 0 : grid.columns[index].rank }

    /// The room that the name gets beyond its minimum before a column of some rank is added.
    private func spare(_ rank: Int) -> Int {
      switch rank {
      case ...7: max(0, min(widestName, 17) - 12)
      case 8: max(0, min(widestName, 22) - 12)
      default: max(0, min(widestName, 48) - 12)
      }
    }

    /// The first columns for which there is room beside the name, and the column of the order.
    func fitting(_ order: some Sequence<Int>, beside nameWidth: Int, in room: Int) -> [Width] {
      let order = Array(order)
      let shown = filling(order, room - nameWidth)
      if sorted == name || shown.contains(where: { $0.index == sorted }) { return shown }
      let width = min(wanted(sorted), max(1, room - nameWidth - Grid.gap))
      let others = order.filter { $0 != sorted }
      return [(sorted, width)] + filling(others, room - nameWidth - width - Grid.gap)
    }

    private func filling(_ order: [Int], _ room: Int) -> [Width] {
      var left = room
      var shown: [Width] = []
      for index in order {
        guard left > Grid.gap else { break }
        let width = wanted(index)
        if width + Grid.gap <= left {
          shown.append((index, width))
          left -= width + Grid.gap
        } else if shown.isEmpty || least(index) + Grid.gap <= left {
          shown.append((index, left - Grid.gap))
          break
        } else {
          break
        }
      }
      return shown
    }

    func places(_ widths: [Width]) -> [Grid.Place] {
      var column = 0
      return widths.map { index, width in
        defer { column += width + Grid.gap }
        return Grid.Place(index: index, column: column, width: width)
      }
    }
  }
}
