internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The main screen: the header, and the table of all segments.
struct TableScreen: Screen {
  /// The segment or group of the selected row; it stays selected wherever its row goes.
  private(set) var selection: TableRows.ID?
  /// The rows; groups are folded at first.
  private(set) var rows = TableRows()
  private var folds = TableRows.Folds()
  /// The selected row.
  private(set) var cursor = 0
  /// The first row on the screen.
  private(set) var top = 0
  var tags = Tags()
  /// The number of columns that are scrolled out to the left.
  var scroll = 0
  /// Whether the details of the selected row are shown below or beside the table if there is room.
  var showsDetail = true
  /// What was searched last.
  private var sought = Filter()
  /// The segment that was selected before a filter was typed; it is selected again when it is shown.
  private var kept: TableRows.ID?
  /// Whether Esc was pressed last, and the next Esc clears the filter.
  private var offersToClear = false
  /// The row at which a range was started; `nil` without one.
  var anchor: TableRows.ID?
  /// The segment that the cursor follows; `nil` if it follows none.
  private(set) var followed: SegmentID?

  var keys: [KeyBinding<Self>] { anchor == nil ? Self.bindings : Self.rangeBindings }

  func crumb(_ context: Context) -> DisplayText { "table" }

  mutating func moveOn(to action: Action?) {
    if action != .back { offersToClear = false }
    kept = nil
  }

  /// Says that Esc clears the filter, or clears it.
  mutating func offerToClearFilter(_ context: inout Context) {
    guard !context.order.filter.isEmpty else {
      return context.say("nothing to go back to; \(context.key(of: .quit)) quits")
    }
    offersToClear.toggle()
    if offersToClear {
      context.say("press \(context.key(of: .back)) again to clear the filter", .emphasis)
    } else {
      context.show(Filter())
    }
  }

  /// The segment of the selected row, unless it is gone; `nil` for a group.
  func selected(_ context: Context) -> Segment? {
    guard let model = context.model, cursor < rows.count,
      case .segment(let index, _) = rows[cursor], !model.isGone(index)
    else { return nil }
    return model[index]
  }

  /// The group of the selected row; `nil` for a segment.
  func selectedGroup(_ context: Context) -> RowGroup? {
    guard let model = context.model, cursor < rows.count, case .group(let group) = rows[cursor]
    else { return nil }
    return model.groups[group]
  }

  /// Finds the selected row in new rows; if its segment is gone, the next one that exists is
  /// selected.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    tags.follow(model)
    followOn(model, &context)
    // Where the row was, before the groups move it.
    let hint = cursor < rows.count ? rows.index(at: cursor) : 0
    let hadSameGroups = rows.grouping == model.sortAndFilter.grouping
    rows = TableRows(of: model, folds)
    let wanted = followed.map { TableRows.ID.segment($0) } ?? kept
    if hadSameGroups {
      let isWanted = wanted.map { self.row(of: $0, near: hint, in: model) != nil } ?? false
      unfold(around: isWanted ? wanted : selection, near: hint, in: model)
    }
    let row = selection.flatMap { self.row(of: $0, near: hint, in: model) }
    if let wanted, let row = self.row(of: wanted, near: hint, in: model) {
      select(row, in: model)
    } else {
      let isLive = row.map { !model.isGone(rows.index(at: $0)) } ?? false
      select(
        isLive ? row ?? cursor : liveRow(from: min(cursor, row ?? cursor), in: model), in: model)
    }
    resize(&context)
  }

  /// Unfolds the group that the selected segment has come into, for the cursor stands on this segment:
  /// Space and `d` must not act on the others.
  private mutating func unfold(around id: TableRows.ID?, near hint: Int, in model: TableModel) {
    guard case .segment(let id)? = id, let index = model.index(of: id, near: hint) else { return }
    unfold(around: index, in: model)
  }

  /// Unfolds the group of the segment at an index of the model.
  private mutating func unfold(around index: Int, in model: TableModel) {
    guard let group = rows.foldedGroup(of: index) else { return }
    folds.open(group.title)
    rows = TableRows(of: model, folds)
  }

  /// The row of a segment or of a group.
  func row(of id: TableRows.ID, near hint: Int, in model: TableModel) -> Int? {
    switch id {
    case .group(let title): rows.row(ofGroup: title)
    case .segment(let id): model.index(of: id, near: hint).map(rows.row(ofSegment:))
    }
  }

  /// Keeps the selected segment in mind while a filter is typed, which can hide it for a moment.
  mutating func keepSelection() { kept = selection }

  /// The first row from here on that is not gone, or else the last before it.
  ///
  /// If all are gone, the row itself.
  private func liveRow(from row: Int, in model: TableModel) -> Int {
    let row = max(0, min(row, rows.count - 1))
    let isLive = { [rows] (row: Int) in !model.isGone(rows.index(at: row)) }
    return (row..<max(row, rows.count)).first(where: isLive) ?? (0..<row).last(where: isLive) ?? row
  }

  mutating func resize(_ context: inout Context) { keepCursorOnScreen(context) }

  func layout(_ context: Context) -> Layout {
    Layout(
      size: context.size, isTable: true,
      problemRows: context.model.map { ProblemLines(of: $0, rows: context.size.rows).count } ?? 0,
      isFiltered: !context.shownFilter.isEmpty,
      tableRows: showsDetail && context.model != nil ? rows.count : nil)
  }

  // MARK: The cursor

  /// Starts or stops to follow the selected segment.
  mutating func toggleFollowing(_ context: inout Context) {
    if followed != nil {
      followed = nil
      return context.say("no longer following a segment", .emphasis)
    }
    guard let segment = selected(context) else { return withSelected(&context) { _, _ in } }
    followed = segment.identity.id
    context.say("the cursor stays with this segment until you move it", .emphasis)
  }

  /// Stops to follow a segment that is gone, and says so.
  private mutating func followOn(_ model: TableModel, _ context: inout Context) {
    guard let followed else { return }
    guard model.segment(followed) == nil else { return }
    let name = DisplayText(followed, in: context.charset)
      .elided(to: max(12, context.size.columns / 2), mark: context.ellipsis)
    self.followed = nil
    context.say("\(name): the segment that you followed is gone")
  }

  /// Selects the row of a segment, if it has one; unfolds its group.
  mutating func select(_ id: SegmentID, _ context: Context) {
    guard let model = context.model, let index = model.index(of: id, near: cursor) else { return }
    unfold(around: index, in: model)
    moveCursor(to: rows.row(ofSegment: index), context)
  }

  mutating func moveCursor(to row: Int, _ context: Context) {
    guard let model = context.model else { return }
    select(row, in: model)
    keepCursorOnScreen(context)
  }

  /// Selects a row, opens the one that is selected, or sorts by a column.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    switch target {
    case .row(let row) where row == cursor: perform(.open, &context)
    case .row(let row): moveCursor(to: row, context)
    case .heading(let column):
      let fields = ColumnView.fields(of: context.columns, sortedBy: context.order.field)
      context.sort(by: fields[column])
    case .key, .button: break
    }
  }

  mutating func move(_ step: ListMove, _ context: Context) {
    followed = nil
    let page = max(1, layout(context).tableRows - 1)
    let row =
      switch step {
      case .up: cursor - 1
      case .down: cursor + 1
      case .pageUp: cursor - page
      case .pageDown: cursor + page
      case .top: 0
      case .bottom: Int.max
      }
    moveCursor(to: row, context)
  }

  /// Selects a row, clamped to the table.
  private mutating func select(_ row: Int, in model: TableModel) {
    cursor = max(0, min(row, rows.count - 1))
    guard rows.count > 0 else { return selection = nil }
    switch rows[cursor] {
    case .group(let group): selection = .group(model.groups[group].title)
    case .segment(let index, _): selection = .segment(model[index].identity.id)
    }
  }

  /// Scrolls to the selected row.
  private mutating func keepCursorOnScreen(_ context: Context) {
    var position = ListPosition(cursor: cursor, top: top)
    position.keepOnScreen(height: layout(context).tableRows, count: rows.count)
    top = position.top
  }

  // MARK: Groups

  /// Folds or unfolds the selected group, or folds the group of the selected segment.
  mutating func toggleFold(_ context: Context) {
    guard let model = context.model, cursor < rows.count else { return }
    if let above = rows.group(above: cursor) { select(above.row, in: model) }
    guard let group = selectedGroup(context) else { return }
    folds.toggle(group.title)
    rows = TableRows(of: model, folds)
    keepCursorOnScreen(context)
  }

  /// Unfolds all groups, or folds them all.
  mutating func toggleAllFolds(_ context: Context) {
    guard let model = context.model, cursor < rows.count else { return }
    let index = rows.index(at: cursor)
    folds.toggleAll()
    rows = TableRows(of: model, folds)
    if case .group(let title)? = selection, let row = rows.row(ofGroup: title) {
      select(row, in: model)
    } else {
      select(rows.row(ofSegment: index), in: model)
    }
    keepCursorOnScreen(context)
  }

  /// Whether `Right` unfolds the selected group.
  func isFolded(_ context: Context) -> Bool {
    guard cursor < rows.count, case .group(let group) = rows[cursor] else { return false }
    return !rows.isOpen(group)
  }

  /// Whether `Left` folds the selected group or that of the selected segment.
  func isUnfolded(_ context: Context) -> Bool {
    guard cursor < rows.count else { return false }
    if case .group(let group) = rows[cursor] { return rows.isOpen(group) }
    return rows.group(above: cursor) != nil
  }

  // MARK: Finding rows

  /// Finds a row that matches a filter from a row on, wrapping at the end.
  mutating func find(_ filter: Filter, from row: Int, _ context: inout Context) {
    moveCursor(to: row, context)
    guard !filter.isEmpty else { return }
    sought = filter
    findAgain(from: row, step: 1, &context)
  }

  private static let farAway = 1000

  /// Moves the cursor to the next matching row from `start` on, wrapping at the end.
  mutating func findAgain(from start: Int, step: Int, _ context: inout Context) {
    guard let model = context.model, rows.count > 0 else { return }
    guard !sought.isEmpty else {
      return context.say("nothing was searched: \(context.key(of: .find)) finds a row")
    }
    let scene = Filter.Scene(context.format, labels: model.labels)
    // A step back from the first segment of a row leads to the row before.
    let row = min(max(0, step > 0 ? start : start + 1), rows.count - 1)
    let first = start >= rows.count ? 0 : step > 0 ? rows.index(at: row) : rows.index(at: row) - 1
    var byLabel: [Bool]?
    for distance in 0..<model.count {
      // Far away, all rows at once are quicker than one after the other.
      if distance == Self.farAway { byLabel = sought.rows(by: model.labels) }
      let index = ((first + step * distance) % model.count + model.count) % model.count
      let position = model.positions[index]
      if byLabel?[position] ?? sought.matches(position, of: model.segments, in: scene) {
        unfold(around: index, in: model)
        return moveCursor(to: rows.row(ofSegment: index), context)
      }
    }
    context.say("not found")
  }
}
