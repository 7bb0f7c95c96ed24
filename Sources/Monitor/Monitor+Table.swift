internal import Canvas
internal import Contents
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// The segment of the selected row, unless it is there no more.
  var selected: Segment? {
    guard let rows, rows.count > 0, !rows.isGone(table.cursor) else { return nil }
    return rows[table.cursor]
  }

  mutating func pressInTable(_ command: Command) -> [Effect] {
    let page = max(1, layout.tableRows - 1)
    switch command {
    case .up: moveCursor(to: table.cursor - 1)
    case .down: moveCursor(to: table.cursor + 1)
    case .pageUp: moveCursor(to: table.cursor - page)
    case .pageDown: moveCursor(to: table.cursor + page)
    case .top: moveCursor(to: 0)
    case .bottom: moveCursor(to: .max)
    case .sortMenu: return show(.sortMenu(SortMenu(at: table.sortAndFilter.field)))
    case .previousColumn: return sort(by: neighbour(-1))
    case .nextColumn: return sort(by: neighbour(1))
    case .invert:
      var sortAndFilter = table.sortAndFilter
      sortAndFilter.isReversed.toggle()
      return arrange(sortAndFilter)
    case .filter: return show(.filterPrompt(FilterPrompt()))
    case .search: return startSearch()
    case .searchNext: find(from: table.cursor + 1, step: 1)
    case .searchPrevious: find(from: table.cursor - 1, step: -1)
    case .details:
      guard let segment = selectedOrNotice() else { return [] }
      return showDetails(DetailsScreen(segment: segment))
    case .processes: return showProcesses()
    case .contents:
      guard let segment = selectedOrNotice() else { return [] }
      return open(segment, accepting: .nothing)
    case .tag:
      guard let rows, let segment = selectedOrNotice() else { return [] }
      table.tags.toggle(segment, in: rows)
      moveCursor(to: table.cursor + 1)
    case .tagAll: if let rows { table.tags.insertAll(of: rows) }
    case .untagAll: table.tags.removeAll()
    case .remove where !table.tags.isEmpty: return askToRemoveTagged()
    case .remove:
      guard let segment = selectedOrNotice() else { return [] }
      return ask(toRemove: segment)
    default: break
    }
    return []
  }

  mutating func moveCursor(to row: Int) {
    guard let rows else { return }
    table.select(row, in: rows)
    keepCursorOnScreen()
  }

  /// Sorts by a field; the same again turns the order round.
  mutating func sort(by field: Field) -> [Effect] {
    var sortAndFilter = table.sortAndFilter
    sortAndFilter.isReversed = field == sortAndFilter.field && !sortAndFilter.isReversed
    sortAndFilter.field = field
    return arrange(sortAndFilter)
  }

  /// Asks for the rows as they are to be now.
  ///
  /// The first rows may still be on their way in another arrangement: these come after them.
  mutating func arrange(_ sortAndFilter: SortAndFilter) -> [Effect] {
    table.sortAndFilter = sortAndFilter
    return [.arrange(sortAndFilter)]
  }

  /// The field of the column before or after the one that is sorted by.
  private func neighbour(_ step: Int) -> Field {
    let fields = Columns.sortable
    guard let index = fields.firstIndex(of: table.sortAndFilter.field) else { return fields[0] }
    return fields[(index + step + fields.count) % fields.count]
  }

  private mutating func selectedOrNotice() -> Segment? {
    if let selected { return selected }
    if let rows, rows.count > 0 {
      notice = .segmentIsGone
    }
    return nil
  }
}
