internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The main screen: the header, and the table of all segments.
struct TableScreen: Screen {
  /// The segment of the selected row; it stays selected wherever its row goes.
  private var selection: SegmentID?
  /// The selected row.
  private(set) var cursor = 0
  /// The first row on the screen.
  private(set) var top = 0
  var tags = Tags()
  /// What was searched last.
  private var sought = Filter()
  /// The segment that was selected before a filter was typed; it is selected again when it is shown.
  private var kept: SegmentID?
  /// Whether Esc was pressed last, and the next Esc clears the filter.
  private var offersToClear = false

  var keys: [KeyBinding<Self>] { Self.bindings }

  mutating func press(_ key: Key, _ context: inout Context) {
    if key != .escape { offersToClear = false }
    kept = nil
    press(key, in: keys, &context)
  }

  /// Says that Esc clears the filter, or clears it.
  mutating func offerToClearFilter(_ context: inout Context) {
    guard !context.order.filter.isEmpty else { return }
    offersToClear.toggle()
    if offersToClear {
      context.say("press Esc again to clear the filter", .emphasis)
    } else {
      context.show(Filter())
    }
  }

  /// The segment of the selected row, unless it is gone.
  func selected(_ context: Context) -> Segment? {
    guard let model = context.model, model.count > 0, !model.isGone(cursor) else { return nil }
    return model[cursor]
  }

  /// Finds the selected segment in new rows; if it has vanished, its row number stays selected.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    tags.follow(model)
    if let kept, let row = model.row(of: kept, near: cursor) {
      select(row, in: model)
    } else if let selection, let row = model.row(of: selection, near: cursor) {
      cursor = row
    } else {
      select(cursor, in: model)
    }
    resize(&context)
  }

  /// Keeps the selected segment in mind while a filter is typed, which can hide it for a moment.
  mutating func keepSelection() { kept = selection }

  mutating func resize(_ context: inout Context) { keepCursorOnScreen(context) }

  func layout(_ context: Context) -> Layout {
    Layout(
      size: context.size, isTable: true,
      problemRows: context.model.map { ProblemLines(of: $0.snapshot).count } ?? 0,
      isFiltered: !context.shownFilter.isEmpty)
  }

  var footerNote: DisplayText? {
    guard !tags.isEmpty else { return nil }
    var text: DisplayText = "\(tags.count) tagged, "
    if tags.allocated.bytes == nil { text.append(literal: "at least ") }
    text.append(bytes: tags.allocated.least, in: .human)
    if tags.hidden > 0 { text.append(", \(tags.hidden) not shown") }
    return text
  }

  func helpLines(_ context: Context) -> [Box.Line] {
    [Box.Line(text: "Columns", style: .emphasis)] + Column<Segment>.all.helpLines() + [
      Box.Line(text: "")
    ]
      + FilterLine.help + [
        Box.Line(text: ""),
        Box.Line(text: "A row marked + is new, one marked - is gone."),
        Box.Line(text: "A row marked * is tagged, and stays tagged wherever it moves."),
      ]
  }

  // MARK: The cursor

  mutating func moveCursor(to row: Int, _ context: Context) {
    guard let model = context.model else { return }
    select(row, in: model)
    keepCursorOnScreen(context)
  }

  mutating func move(_ step: ListMove, _ context: Context) {
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
    cursor = max(0, min(row, model.count - 1))
    selection = model.count == 0 ? nil : model[cursor].identity.id
  }

  /// Scrolls to the selected row.
  private mutating func keepCursorOnScreen(_ context: Context) {
    var position = ListPosition(cursor: cursor, top: top)
    let count = context.model?.count ?? 0
    position.keepOnScreen(height: layout(context).tableRows, count: count)
    top = position.top
  }

  // MARK: Finding rows

  /// Finds a row that matches a filter from a row on, wrapping at the end.
  mutating func find(_ filter: Filter, from row: Int, _ context: inout Context) {
    moveCursor(to: row, context)
    guard !filter.isEmpty else { return }
    sought = filter
    findAgain(from: row, step: 1, &context)
  }

  /// Moves the cursor to the next matching row from `start` on, wrapping at the end.
  mutating func findAgain(from start: Int, step: Int, _ context: inout Context) {
    guard let model = context.model, model.count > 0, !sought.isEmpty else { return }
    let scene = Filter.Scene(context.format, labels: model.labels)
    for distance in 0..<model.count {
      let row = ((start + step * distance) % model.count + model.count) % model.count
      let position = model.positions[row]
      if sought.matches(model.segments[position], row: position, in: scene) {
        return moveCursor(to: row, context)
      }
    }
    context.say("not found")
  }
}
